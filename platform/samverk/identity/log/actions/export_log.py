"""Take what a search found out of the house."""

from samverk.identity.log.access import RIGHT, require_auditor
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


def export_log(*, actor: Actor, user: User, search: int, form: str) -> int:
    """Record that the result of `search` left the house.

    Args:
        actor: the auditor, with address.
        user: the same person.
        search: number of the search in the log.
        form: csv or print.

    Raises:
        Denied: without the right.
    """
    require_auditor(user)
    return record_audit(
        actor=actor,
        verb="identity.export_log",
        label=f"#{search}",
        right=RIGHT,
        details={"search": search, "form": form},
    )
