"""What was said and is no longer shown: the inbox still says that it happened, not what was said (PF-18)."""

from samverk.notifications.models import Event


def take_back_words(*, kind: str, key: str) -> None:
    """Out of inboxes and out of the letters that have not gone; one query. They do not come back.

    Args:
        kind: of the event.
        key: of the event.
    """
    Event.objects.filter(kind=kind, key=key).update(excerpt="")
