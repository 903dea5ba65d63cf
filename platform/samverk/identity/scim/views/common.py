"""What the pages for system maintainers share."""

from django.http import Http404, HttpRequest

from samverk.identity.access import require_maintainer
from samverk.identity.models import User
from tenants.middleware import tenant_of


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
