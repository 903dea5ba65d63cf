"""What the pages for system maintainers share."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from samverk.identity.access import require_maintainer
from samverk.identity.models import User
from tenants.middleware import tenant_of


def trail(here: str) -> list[dict[str, str]]:
    """The way to a page below the administration, whose address is the same on every site."""
    return [{"label": _("Administration"), "url": "/administration/"}, {"label": here, "url": ""}]


def maintainer_of(request: HttpRequest) -> User:
    """The system maintainer who asks.

    Raises:
        Denied: for everybody else.
        Http404: on the operator's site, which has no directory.
    """
    person = require_maintainer(request.user)
    if tenant_of(request).is_operator:
        raise Http404
    return person
