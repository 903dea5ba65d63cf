"""The way to a page about what municipalities and the model have in common."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.middleware import tenant_of
from tenants.models import Kind


def trail(request: HttpRequest, *steps: tuple[str, str] | str) -> list[dict[str, str]]:
    """The way here: from the drafts on the model's site, from "Så arbetar vi" everywhere else.

    Args:
        request: says which site the page is on.
        steps: the name and address of each page on the way; the last is the page's own name.
    """
    if tenant_of(request).kind == Kind.TEMPLATE:
        way = [{"label": _("Mallens utkast"), "url": reverse("masters:drafts")}]
    else:
        way = [{"label": _("Så arbetar vi"), "url": reverse("templates:items")}]
    for step in steps:
        label, url = (step, "") if isinstance(step, str) else step
        way.append({"label": label, "url": url})
    return way
