"""Fills the frame every page stands in (ui.shell)."""

import functools
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samverk.identity.access import is_maintainer, is_person
from samverk.identity.features import SCHEME_CHOICE, has_feature
from samverk.identity.models import Capacity, User
from samverk.identity.support.widgets import support_band
from samverk.intranet.queries import shown_page
from samverk.kernel import clock
from samverk.kernel.addresses import fixed
from samverk.kernel.registries import nav_entries
from samverk.notifications.queries import unread_count
from samverk.people.site_settings import SUPPORT, scope_of
from samverk.portal.administration import offers_anything
from samverk.portal.alarms.drawing import alarms_html
from samverk.portal.elsewhere.queries import my_memberships
from samverk.portal.offline.queries import icon_url
from samverk.ui.shell import LanguageLink, NavItem, Shell, ShellPerson, ShellSite, SiteLink
from tenants.middleware import tenant_of
from tenants.models import Kind, Tenant
from tenants.queries import url_on
from tenants.settings.languages import offered_languages, site_name
from tenants.settings.queries import value
from tenants.views.logo import logo_url
from tenants.views.theme import theme_url

#: Targets of the bar under the thumb, "Mer" not counted.
THUMB = 4


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


def build_shell(request: HttpRequest, tenant: Tenant) -> Shell:
    """Everything around the content, for this person on this site."""
    user = getattr(request, "user", None)
    person = user if is_person(user) else None
    language = get_language() or ""
    offered = offered_languages()
    nav = _nav_of_support() if support_only(person) else _nav(request, tenant) if person else ()
    chooses_scheme = person is not None and has_feature(person, SCHEME_CHOICE)
    return Shell(
        site=ShellSite(
            name=site_name(tenant, language),
            kind_label=_kind_label(tenant),
            mark=tenant.mark,
            logo_url=logo_url(tenant),
            accent_name=tenant.name,
            is_cooperation=tenant.kind == Kind.COOPERATION,
            kind=tenant.kind,
        ),
        theme_url=theme_url(tenant),
        nav=nav[:THUMB],
        nav_more=nav[THUMB:],
        manifest_url=fixed("portal:manifest"),
        touch_icon_url=icon_url(tenant, 192),
        alarms=alarms_html(request, tenant, person) if person and not support_only(person) else SafeString(""),
        search_url=fixed("search:results") if person and person.is_internal and not tenant.is_operator else "",
        person=_person(person) if person else None,
        sites=_sites(request, person, tenant) if person else (),
        languages=tuple(
            LanguageLink(code=code, label=label, current=code == language)
            for code, label in (offered if len(offered) > 1 else ())
        ),
        scheme=person.scheme if person and chooses_scheme else "",
        demo=tenant.is_demo or (tenant.is_operator and settings.SAMVERK_DEMO),
        signout_url=fixed("identity:sign_out"),
        language_url=fixed("identity:language"),
        scheme_url=fixed("identity:scheme") if chooses_scheme else "",
        version=settings.SAMVERK_VERSION,
        editor_url=_editor_url(request, tenant, person),
        administration_url=fixed("portal:administration") if offers_anything(request) else None,
        maintains=is_maintainer(person),
        **_inbox(tenant, person),
        support=support_band(request),
    )


def _inbox(tenant: Tenant, person: User | None) -> dict[str, Any]:
    if person is None or tenant.is_operator or person.is_support:
        return {}
    return {"inbox_url": fixed("notifications:inbox"), "inbox_unread": unread_count(person.pk)}


def support_only(user: object) -> bool:
    """Here for support without content: the administration is all there is to see."""
    return is_person(user) and user.is_support and not user.reads_as_internal


def _nav_of_support() -> tuple[NavItem, ...]:
    url = fixed("portal:administration")
    return (NavItem(label=_("Administration"), url=url, icon="settings", current=True, key="administration"),)


def _kind_label(tenant: Tenant) -> str:
    """What kind of site it is, where its name does not say so: not "Skara kommun, kommun"."""
    label = str(tenant.get_kind_display())
    return "" if label.lower() in tenant.official_name.lower() else label


def _nav(request: HttpRequest, tenant: Tenant) -> tuple[NavItem, ...]:
    items = []
    for key, entry in sorted(nav_entries, key=lambda pair: pair[1].order):
        if (tenant.is_operator and not entry.everywhere) or not entry.visible(request):
            continue
        url = _address_of(key, get_urlconf())
        current = request.path == url or (url != "/" and request.path.startswith(url)) or entry.holds(request)
        items.append(NavItem(label=str(entry.label), url=url, icon=entry.icon, current=current, key=key))
    return tuple(items)


@functools.lru_cache(maxsize=100)
def _address_of(key: str, _urlconf: str | None) -> str:
    # The site's table of addresses decides, and `url` asks it itself.
    return next(entry.url() for name, entry in nav_entries if name == key)


def _person(user: User) -> ShellPerson:
    return ShellPerson(
        name=user.display_name,
        initials=user.initials,
        title=user.title,
        acting_for=user.acting_for_name,
        capacity_label=_("Support") if user.is_support else str(Capacity(user.capacity).label),
        me_url=fixed("portal:sites"),
        sign_ins_url=fixed("identity:sign_ins"),
    )


def my_sites(request: HttpRequest, user: User) -> tuple[SiteLink, ...]:
    """Links to the person's sites; those elsewhere lead through a handoff."""
    here: Tenant = request.tenant  # type: ignore[attr-defined]
    return _sites(request, user, here)


def _sites(request: HttpRequest, user: User, here: Tenant) -> tuple[SiteLink, ...]:
    return tuple(
        SiteLink(
            name=m.name,
            kind_label=str(Kind(m.kind).label),
            url="/"
            if m.schema_name == here.schema_name
            else url_on(request=request, host=m.host, path=reverse("identity:set_out", args=[here.slug])),
            current=m.schema_name == here.schema_name,
            mark=m.mark,
            kind=m.kind,
            colour=m.colour,
        )
        for m in my_memberships(user)
    )


def _editor_url(request: HttpRequest, tenant: Tenant, user: User | None) -> str | None:
    """To the page's own form where a page is shown; whether the person may change it is asked when they go there."""
    if user is None or tenant.is_operator or not user.has_perm("wagtailadmin.access_admin"):
        return None
    page = shown_page(request)
    if page is not None:
        return reverse("intranet:edit_page", args=[page.pk])
    return settings.SAMVERK_CMS_PATH
