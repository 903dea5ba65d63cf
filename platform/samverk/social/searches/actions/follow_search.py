"""Begin to follow a search."""

from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.scim.personal_number import has_personal_number
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.search.queries import SHORTEST, can_be_followed, tidy
from samverk.social.following.models import Follow
from samverk.social.searches.models import FollowedSearch
from samverk.social.searches.queries import search_like
from samverk.social.searches.rounds import next_look
from samverk.social.searches.subject import KIND

#: Each is asked every hour.
MOST = 30


def follow_search(*, actor: Actor, user: User, text: str, kind: str, now: datetime) -> FollowedSearch:
    """From now on the person is told of what is new; what is there already is no news. Once is enough.

    Args:
        actor: the person.
        user: who will follow; somebody who may search.
        text: words as typed.
        kind: key of what is searched, or empty for all.
        now: the moment.

    Raises:
        ValidationError: for too few words, a personnummer (LAW-24), a kind that is never published, and too many.
    """
    words = tidy(text)
    if len(words) < SHORTEST or not can_be_followed(kind):
        raise ValidationError(_("Skriv minst två bokstäver att söka efter."))
    if has_personal_number(words):
        raise ValidationError(_("Det går inte att följa ett personnummer."))
    already = search_like(user=user, text=words, kind=kind)
    if already is not None:
        return already
    if FollowedSearch.objects.filter(user=user).count() >= MOST:
        raise ValidationError(_("Du följer redan %(most)s sökningar. Sluta följa någon först.") % {"most": MOST})
    try:
        with transaction.atomic():
            return _written(actor=actor, user=user, words=words, kind=kind, now=now)
    except IntegrityError:
        # Two windows at once; the database lets one of them.
        return FollowedSearch.objects.get(user=user, words__iexact=words, kind=kind)


def _written(*, actor: Actor, user: User, words: str, kind: str, now: datetime) -> FollowedSearch:
    ref = Ref(KIND, str(uuid4()))
    follow = Follow.objects.create(user=user, kind=ref.kind, key=ref.key, since=now)
    # What somebody looks for is nobody else's business: the log says that they follow something (LAW-12).
    record_audit(actor=actor, verb="social.follow", label=KIND, right="own")
    return FollowedSearch.objects.create(
        uuid=ref.key, follow=follow, user=user, words=words, kind=kind, looked_to=now, look_at=next_look(user.pk, now)
    )
