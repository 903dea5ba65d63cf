"""The line that tells a site's system maintainers, where they are, that somebody is here for support."""

from django.http import HttpRequest
from django.urls import reverse

from samverk.identity.access import is_maintainer
from samverk.identity.support.queries import open_here
from samverk.kernel import clock
from samverk.ui.shell import SupportBand


def running_notice(request: HttpRequest) -> dict[str, object] | None:
    """Sessions that run now; None for everybody but maintainers, and when there are none."""
    if not is_maintainer(request.user):
        return None
    found = open_here(now=clock.now())
    return {"sessions": found} if found else None


def support_band(request: HttpRequest) -> SupportBand | None:
    """What the frame says on every page to who is here for support; None for everybody else. No query."""
    session = getattr(request, "support_session", None)
    if session is None:
        return None
    return SupportBand(until=session.ends_at, end_url=reverse("support:end", args=[session.uuid]))
