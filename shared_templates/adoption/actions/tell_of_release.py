"""Tell those who take releases what a new one means here (TP-14)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.attempts import asked, attempt_for
from shared_templates.adoption.models import Application
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.planning import Effect, counts, plan
from shared_templates.adoption.queries import waiting_releases
from shared_templates.adoption.told import RELEASED, TAKEN, tell_takers
from shared_templates.adoption.words import told_counts
from shared_templates.catalogue.models import Release
from shared_templates.catalogue.queries import release_alone


def tell_of_release(
    *, actor: Actor, release: UUID, now: datetime, taken: Application | None = None, is_left: bool = False
) -> None:
    """What came in by itself, and what waits for a word; told again nobody hears more.

    Args:
        actor: the house.
        release: which; of one that is withdrawn or gone nothing is told.
        now: the moment.
        taken: what came in by itself.
        is_left: nothing of it is to come in by itself: the round that looks for what was lost passes it by from now on.
    """
    found = release_alone(release)
    if found is None or found.withdrawn_at is not None:
        return
    day = localdate(now)
    # Counted by the database first: where all came in by itself, the release's texts are not read a second time.
    may_wait = any(one.release == found and one.undecided for one in waiting_releases(day))
    planned = plan(found.items.all()) if may_wait else []
    waiting = [one for one in planned if one.effect != Effect.SAME and not one.is_put_off(day)]
    with transaction.atomic():
        if is_left:
            facts = asked(actor=actor, release=found, choices=None, now=now) | {"state": ApplicationState.LEFT}
            Application.objects.get_or_create(uuid=attempt_for(release), defaults=facts)
        news = False
        if taken is not None and taken.state == ApplicationState.DONE and taken.counts:
            came_in = _("Hos er: %(what)s.") % {"what": ", ".join(told_counts(taken.counts))}
            news = tell_takers(actor=actor, kind=TAKEN, release=found, words=came_in)
        if waiting:
            news |= tell_takers(actor=actor, kind=RELEASED, release=found, words=_words(found, counts(waiting)))
        if news:
            details: dict[str, object] = {"waiting": len(waiting)}
            record_audit(actor=actor, verb="templates.tell_of_release", label=str(found), details=details)


def _words(release: Release, numbers: dict[str, int]) -> str:
    """For them first, then what the model says of it."""
    told = [_("Hos er: %(what)s.") % {"what": ", ".join(told_counts(numbers))}]
    if release.adopt_by:
        told.append(_("Ska vara infört %(day)s.") % {"day": date_format(release.adopt_by, "j F Y")})
    return " ".join([*told, release.notes])
