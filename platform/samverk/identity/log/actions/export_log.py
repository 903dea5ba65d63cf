"""Take what a search found out of the house."""

from samverk.identity.log.access import RIGHT, require_auditor
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.models import AuditEntry


def export_log(*, actor: Actor, user: User, search: AuditEntry, form: str) -> AuditEntry:
    """Record that the result of `search` left the house.

    Args:
        actor: the auditor, with address.
        user: the same person.
        search: the entry of the search.
        form: csv or print.

    Raises:
        Denied: without the right.
    """
    require_auditor(user)
    return record_audit(
        actor=actor,
        verb="identity.export_log",
        label=f"#{search.pk}",
        right=RIGHT,
        details={"search": search.pk, "form": form},
    )
