"""The line that tells a site's system maintainers, where they are, that somebody is here for support."""

from django.http import HttpRequest

from samverk.identity.access import is_maintainer
from samverk.identity.support.queries import running_here
from samverk.kernel import clock


def running_notice(request: HttpRequest) -> dict[str, object] | None:
    """Sessions that run now; None for everybody but maintainers, and when there are none."""
    if not is_maintainer(request.user):
        return None
    found = running_here(now=clock.now())
    return {"sessions": found} if found else None
