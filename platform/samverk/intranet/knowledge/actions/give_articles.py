"""What becomes of the articles of somebody who leaves (PF-21)."""

from collections.abc import Collection

from django.db import transaction

from samverk.identity.models import User
from samverk.intranet.knowledge.queries import articles, owned_by
from samverk.kernel.actions.record_audit import Actor, record_audit


def give_articles(*, actor: Actor, keys: Collection[str], frm: User, to: User) -> int:
    """Let somebody else own published articles.

    Args:
        actor: who decides.
        keys: of the pages.
        frm: who owns them now; others' are left alone.
        to: who is to own them.
    """
    with transaction.atomic():
        mine = list(owned_by(frm).filter(pk__in=keys).values_list("pk", flat=True))
        moved: int = articles().filter(pk__in=mine, owner=frm).order_by().update(owner=to)
        record_audit(
            actor=actor, verb="intranet.give_articles", target=frm, details={"count": moved, "to": str(to.uuid)}
        )
    return moved
