"""A refusal is written to the log: one place for the whole house, whoever raised `Denied`."""

from django.http import HttpRequest

from samverk.identity.access import actor_of
from samverk.kernel.actions.record_audit import record_audit

REFUSED = "kernel.refuse"


def record_refusal(request: HttpRequest) -> None:
    """Who wanted what and was told no; the address without its query, which may hold what people typed.

    Args:
        request: the refused one.
    """
    match = request.resolver_match
    record_audit(
        actor=actor_of(request),
        verb=REFUSED,
        label=request.path,
        result="refused",
        details={"method": request.method, "view": match.view_name if match else ""},
    )
