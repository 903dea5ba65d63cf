"""The box of the start page for those who take releases: what waits, until when, how like we are (TP-02, TP-14)."""

from django.http import HttpRequest
from django.urls import reverse

from samverk.kernel import clock
from shared_templates.adoption.access import may_take
from shared_templates.adoption.readiness import unanswered_url
from shared_templates.overview.glance import WaitingRelease, glance
from tenants.middleware import tenant_of
from tenants.models import Kind

#: So many releases stand in the box; the rest are a click away.
SHOWN = 3


def meant_for(request: HttpRequest) -> bool:
    """Those who take releases in a municipality."""
    return tenant_of(request).kind == Kind.MUNICIPALITY and may_take(request.user)


def context(request: HttpRequest) -> dict[str, object] | None:
    """One question; nothing where nothing is taken yet."""
    found = glance(clock.today())
    if found.percent is None:
        return None
    return {
        "waiting": [_row(one) for one in found.waiting[:SHOWN]],
        "more": max(0, len(found.waiting) - SHOWN),
        "unanswered": found.unanswered,
        "unanswered_url": unanswered_url(),
        "percent": found.percent,
    }


def _row(one: WaitingRelease) -> dict[str, object]:
    """What the box draws, and nothing that time changes."""
    is_late = one.adopt_by is not None and one.adopt_by < clock.today()
    url = reverse("templates:preview", args=[one.uuid])
    return {"name": one.name, "url": url, "count": one.count, "adopt_by": one.adopt_by, "is_late": is_late}
