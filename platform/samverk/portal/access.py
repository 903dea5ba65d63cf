"""Who may decide what about a site, and on which level."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from samverk.identity.access import require_maintainer
from samverk.identity.models import User
from samverk.kernel.access import Denied
from tenants.middleware import tenant_of
from tenants.settings.queries import path_to
from tenants.settings.registry import HERE, Scope, SettingKey, UnknownScope, keys_for


def require_maintainer_of_site(request: HttpRequest) -> User:
    """Pages that the operator's own site has not, since it has no content of its own.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: on the operator's site.
    """
    user = require_maintainer(request.user)
    if tenant_of(request).is_operator:
        raise Http404
    return user


def key_or_404(name: str, *, on_template: bool) -> SettingKey[Any]:
    """A declared key.

    Args:
        name: of the key.
        on_template: is this a model municipality.

    Raises:
        Http404: when no room declares it, and elsewhere for what only a model municipality decides.
    """
    found = next((key for key in keys_for(on_template=on_template) if key.name == name), None)
    if found is None:
        raise Http404
    return found


def level_or_404(text: str, key: SettingKey[Any] | None = None) -> Scope:
    """The level an address names: empty for the whole site, else `kind:id`.

    Raises:
        Http404: when there is none here, or the key is not decided on such levels.
    """
    if not text:
        return HERE
    kind, _colon, identity = text.partition(":")
    if key is not None and kind not in key.scopes:
        raise Http404
    try:
        return path_to(Scope(kind, identity))[-1]
    except UnknownScope as error:
        raise Http404 from error


def require_right_to_decide(user: User, key: SettingKey[Any]) -> None:
    """Some keys are not every maintainer's to decide.

    Raises:
        Denied: for who lacks the key's right.
    """
    if not user.has_perm(key.right):
        raise Denied(_("Du får se inställningen men inte ändra den. Vänd dig till den som har den behörigheten."))
