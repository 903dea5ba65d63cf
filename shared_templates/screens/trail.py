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
        return _way((_("Mallens utkast"), reverse("masters:drafts")), *steps)
    return trail_of_items(*steps)


def trail_of_items(*steps: tuple[str, str] | str) -> list[dict[str, str]]:
    """The way here from "Så arbetar vi"; the last step is the page's own name."""
    return _way((_("Så arbetar vi"), reverse("templates:items")), *steps)


def _way(*steps: tuple[str, str] | str) -> list[dict[str, str]]:
    named = [(step, "") if isinstance(step, str) else step for step in steps]
    return [{"label": label, "url": url} for label, url in named]
