"""What the pages for system maintainers share."""

from django.http import Http404, HttpRequest

from samverk.identity.access import require_maintainer
from samverk.identity.features import has_feature
from samverk.identity.models import User
from tenants.middleware import tenant_of
from tenants.settings.features import Feature


def maintainer_of(request: HttpRequest, *, feature: Feature | None = None) -> User:
    """The system maintainer who asks.

    Raises:
        Denied: for everybody else.
        Http404: on the operator's site, which has no directory, and where the function is off for the person.
    """
    person = require_maintainer(request.user)
    if tenant_of(request).is_operator or (feature is not None and not has_feature(person, feature)):
        raise Http404
    return person
