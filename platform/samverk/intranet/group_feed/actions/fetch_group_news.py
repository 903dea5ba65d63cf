"""A subscriber fetches the group's news."""

from datetime import date

from django.db import transaction

from samverk.intranet.group_feed.queries import GroupNews, group_news
from samverk.intranet.models import FeedSubscriber
from samverk.kernel.actions.record_audit import Actor, record_audit


def fetch_group_news(*, actor: Actor, subscriber: FeedSubscriber, today: date, host: str) -> list[GroupNews]:
    """The news, newest first; the first fetch of a day is noted, on the subscriber and in the log.

    Args:
        actor: the house, with the address it came from.
        subscriber: whose secret was right.
        today: the date.
        host: beginning of every address in the text, as "https://intranet.example".
    """
    if subscriber.used_on != today:
        with transaction.atomic():
            FeedSubscriber.objects.filter(pk=subscriber.pk).update(used_on=today)
            record_audit(actor=actor, verb="intranet.fetch_group_news", target=subscriber, right="own")
    return group_news(today=today, host=host)
