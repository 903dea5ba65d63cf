"""What makes a site installable, and what of it there is without a network (PF-23, LAW-52)."""

import hashlib
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from samverk.kernel.registries import service_worker_parts
from samverk.ui.colour import nearest_passing
from tenants.models import Tenant
from tenants.settings.languages import site_name
from tenants.views.theme import theme_url

#: Square pictures phones ask for; the last also as one that may be cut to a circle.
SIZES = (192, 512)
#: The same for everybody: style, script, letters, icon. Nothing of a person, nothing of a page.
_FILES = (
    "ui/samverk.css",
    "ui/samverk.js",
    "ui/icon.svg",
    "ui/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
)


def icon_version(tenant: Tenant) -> str:
    """Changes with what the icon is made of, so that it may be kept for long."""
    return hashlib.sha256(f"1:{tenant.brand_colour}:{tenant.mark}:{tenant.logo}".encode()).hexdigest()[:12]


def icon_url(tenant: Tenant, size: int) -> str:
    """Where the icon lies."""
    return reverse("portal:icon", args=[icon_version(tenant), size])


def manifest(tenant: Tenant, *, language: str) -> dict[str, Any]:
    """The web app manifest (W3C Web Application Manifest): what a phone shows when the site is installed."""
    name = site_name(tenant, language)
    icons = [
        {"src": icon_url(tenant, size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in SIZES
        for purpose in ("any", "maskable")
    ]
    return {
        "id": "/",
        "name": name,
        "short_name": tenant.name[:12],
        "lang": language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": nearest_passing(tenant.brand_colour),
        "background_color": "#ffffff",
        "icons": icons,
        "shortcuts": []
        if tenant.is_operator
        else [
            {"name": _("Nyheter"), "url": "/nyheter/"},
            {"name": _("System"), "url": "/system/"},
            {"name": _("Nödinformation"), "url": "/offline/"},
        ],
    }


def kept_files(tenant: Tenant) -> list[str]:
    """Addresses the worker of the browser keeps: they hold nothing of anybody."""
    return [*(static(name) for name in _FILES), theme_url(tenant)]


def worker_values(tenant: Tenant) -> dict[str, Any]:
    """What the worker's script is filled with; its version changes when any of it does."""
    files = kept_files(tenant)
    parts = [address() for address in service_worker_parts.values()]
    text = "|".join([settings.SAMVERK_VERSION, *files, *parts])
    return {
        "version": hashlib.sha256(text.encode()).hexdigest()[:12],
        "files": files,
        "parts": parts,
        "offline": "" if tenant.is_operator else "/offline/",
        "sign_out": reverse("identity:sign_out"),
    }
