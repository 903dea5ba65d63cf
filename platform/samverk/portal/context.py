"""What every template may show: the frame around it, and where people turn for help."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from samverk.identity.access import is_person
from samverk.kernel import clock
from samverk.kernel.addresses import fixed
from samverk.people.site_settings import SUPPORT, scope_of
from samverk.portal.shell import build_shell, support_only
from tenants.middleware import tenant_of
from tenants.settings.queries import value


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor; lazy, so that fragments and mails pay nothing for it."""
    tenant = getattr(request, "tenant", None)
    if tenant is None:
        return {}
    # Whoever is signed in keeps the menu on a page that says no.
    layout = "ui/layouts/shell.html" if is_person(getattr(request, "user", None)) else "ui/layouts/focus.html"
    return {
        "shell": SimpleLazyObject(lambda: build_shell(request, tenant)),
        "error_layout": layout,
        "home_url": fixed("portal:administration") if support_only(getattr(request, "user", None)) else "/",
        "support": SimpleLazyObject(lambda: support_for(request)),
    }


def support_for(request: HttpRequest) -> str:
    """Where this person turns for help: their own department's way, else the site's. Asked by pages that show it."""
    user = getattr(request, "user", None)
    if is_person(user) and not tenant_of(request).is_operator:
        return value(SUPPORT, scope_of(user=user, day=clock.today()))
    return value(SUPPORT)
