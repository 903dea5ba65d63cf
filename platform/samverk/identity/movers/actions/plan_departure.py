"""Set somebody's last day."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import forget_memberships, person_key
from samverk.identity.models import User
from samverk.identity.movers.models import Departure, Source, State
from samverk.identity.movers.tasks import follow_elsewhere
from samverk.identity.queueing import queue
from samverk.identity.rights.lockout import LastMaintainer, keeping_a_maintainer
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema


def plan_departure(
    *, actor: Actor, user: User, last_day: date, source: str, now: datetime, receiver: User | None = None
) -> Departure:
    """From the day after, nobody comes in as this person; the daily round then sees them out.

    Told again it changes day and receiver; with nothing new it writes nothing.

    Args:
        actor: who decides.
        user: who leaves.
        last_day: may lie in the past.
        source: one of `Source`.
        now: the moment.
        receiver: who takes over what can be taken over; None leaves it in the handover queue.

    Raises:
        ValidationError: for the last one who administers the site, for a day of one's own that has been, and for a
            receiver who is the leaver or is not here to stay. What the directory or the home site has decided is
            not refused.
    """
    if source != Source.MAINTAINER:
        return _plan(actor=actor, user=user, last_day=last_day, source=source, now=now, receiver=receiver)
    _check(user, last_day, receiver, for_oneself_from=timezone.localdate(now) if user.uuid == actor.uuid else None)
    try:
        with keeping_a_maintainer():
            return _plan(actor=actor, user=user, last_day=last_day, source=source, now=now, receiver=receiver)
    except LastMaintainer as error:
        raise ValidationError(_("Då finns ingen kvar som kan förvalta webbplatsen. Utse någon annan först.")) from error


def _plan(*, actor: Actor, user: User, last_day: date, source: str, now: datetime, receiver: User | None) -> Departure:
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        row, is_new = Departure.objects.select_for_update().get_or_create(
            user=user, state=State.PLANNED,
            defaults={"last_day": last_day, "source": source, "receiver": receiver, "told_at": now},
        )  # fmt: skip
        if not is_new:
            if (row.last_day, row.receiver) == (last_day, receiver) and user.last_day == last_day:
                return row
            row.last_day, row.source, row.receiver, row.told_at = last_day, source, receiver, now
            row.save()
        user.last_day = last_day
        user.save(update_fields=["last_day"])
        _end_entry(user, last_day)
        record_audit(
            actor=actor, verb="movers.plan_departure", target=user,
            details={"last_day": last_day.isoformat(), "source": source},
        )  # fmt: skip
        queue(follow_elsewhere, user=user.pk)
    return row


def _check(user: User, last_day: date, receiver: User | None, *, for_oneself_from: date | None) -> None:
    if for_oneself_from and last_day < for_oneself_from:
        # It would close the account at once, with nobody signed in who could take it back.
        raise ValidationError(
            _("Du kan inte sätta en dag som har varit för dig själv. Välj i dag eller senare, eller be en kollega.")
        )
    if receiver is not None and (receiver.pk == user.pk or not receiver.is_internal):
        raise ValidationError(_("Välj någon annan som arbetar här."))
    if receiver is not None and not receiver.is_open_on(last_day + timedelta(days=1)):
        raise ValidationError(_("Den du har valt är inte heller kvar då. Välj någon annan."))


def _end_entry(user: User, last_day: date) -> None:
    """No other site shows a link here after the day; an entry has at least one day."""
    key = person_key(issuer=user.issuer, subject=user.subject)
    entries = DirectoryEntry.objects.filter(person_key=key, schema_name=active_schema())
    entries.filter(valid_from__gt=last_day).delete()
    entries.update(valid_to=last_day)
    transaction.on_commit(lambda: forget_memberships(key))
