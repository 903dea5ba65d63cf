"""Who spoke for the board: the name of now (LAW-24)."""

from samverk.identity.models import User
from samverk.identity.protection.copies import rename
from shared_templates.board.models import Word
from tenants.queries import active_schema


def follow_name(*, user: User, before: str) -> None:
    """Rewrite the words of this site's board, which the municipalities read.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    rename(Word.objects.order_by().filter(template_schema=active_schema()), "by", user=user, before=before)
