"""See what is new for one followed search, and tell."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.searching import Hit
from samverk.notifications.queries import told_addresses
from samverk.search.access import may_search
from samverk.search.queries import search_newer
from samverk.social.searches.models import FollowedSearch
from samverk.social.searches.rounds import next_look
from samverk.social.searches.told import tell_of_new

#: What is published in a transaction that is not done yet belongs to the next round.
SETTLES = timedelta(minutes=2)


@transaction.atomic
def look_for_new(*, actor: Actor, search_pk: int, now: datetime) -> bool:
    """At most one event a round, and none where nothing is new; run again, or by two workers at once, it tells once.

    What the person has been told of already in another way, because they follow the place too, is no news. A room
    that cannot answer delays the whole search to the next round, which asks from the same moment.

    Args:
        actor: the house.
        search_pk: which.
        now: the moment; what the person may read is asked as of now.

    Returns:
        Whether the person was told.
    """
    rows = FollowedSearch.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
    search = rows.filter(pk=search_pk, look_at__lte=now).first()
    if search is None:
        return False
    until, told = max(now - SETTLES, search.looked_to), False
    person = search.user
    if may_search(person) and person.is_open_on(timezone.localdate(now)):
        groups = search_newer(viewer=person, text=search.words, since=search.looked_to, kind=search.kind)
        if any(group.failed for group in groups):
            FollowedSearch.objects.filter(pk=search.pk).update(look_at=next_look(search.pk, now))
            return False
        new = _new([hit for group in groups for hit in group.hits], search, until)
        told = bool(new)
        if new:
            more = any(group.more for group in groups)
            tell_of_new(actor=actor, search=search, number=len(new), more=more, until=until)
    FollowedSearch.objects.filter(pk=search.pk).update(looked_to=until, look_at=next_look(search.pk, now))
    return told


def _new(hits: list[Hit], search: FollowedSearch, until: datetime) -> list[Hit]:
    settled = [hit for hit in hits if hit.when is not None and hit.when <= until]
    known = told_addresses(user=search.user, since=search.looked_to - SETTLES) if settled else set()
    return [hit for hit in settled if hit.url not in known]
