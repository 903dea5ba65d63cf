"""What was said and now says something else, or is no longer shown: the inbox shows what stands now (PF-18)."""

from samverk.notifications.ledger import EXCERPT
from samverk.notifications.models import Event


def show_words(*, kind: str, key: str, words: str) -> None:
    """In inboxes and in the letters that have not gone; one query.

    Args:
        kind: of the event.
        key: of the event.
        words: as they stand now; empty where nobody is to read them.
    """
    Event.objects.filter(kind=kind, key=key).update(excerpt=words[:EXCERPT])
