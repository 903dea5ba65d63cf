"""Puts together the frame every page stands in (`ui.shell`).

Most of it follows from the site, the person, their rights and the day, and is kept for as long as those are the same
(decision 0025). What a page adds is where it lies, what waits in the inbox, and the way to the page's form.
"""

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models import Model
from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samverk.identity.access import is_maintainer, is_person
from samverk.identity.directory.queries import memberships_key, person_key
from samverk.identity.features import SCHEME_CHOICE, has_feature
from samverk.identity.models import Capacity, User
from samverk.identity.support.widgets import support_band
from samverk.intranet.queries import shown_page
from samverk.kernel import clock
from samverk.kernel.addresses import fixed
from samverk.kernel.memory import Memory
from samverk.kernel.registries import nav_entries
from samverk.notifications.queries import unread_now
from samverk.portal.administration import offers_anything
from samverk.portal.alarms.drawing import alarms_html
from samverk.portal.alarms.queries import alarms_key
from samverk.portal.elsewhere.queries import my_memberships
from samverk.portal.offline.queries import icon_url
from samverk.ui.shell import LanguageLink, NavItem, SandboxBand, Shell, ShellPerson, ShellSite, SiteLink
from tenants.connection import connection
from tenants.middleware import tenant_of
from tenants.models import Kind, Tenant
from tenants.queries import primary_hosts, url_on
from tenants.settings.languages import offered_languages, site_name
from tenants.views.logo import logo_url
from tenants.views.theme import theme_url

#: Targets of the bar under the thumb, "Mer" not counted.
THUMB = 4
#: About two kB a person.
_kept: Memory[Shell] = Memory(seconds=300, most=5_000)


def build_shell(request: HttpRequest, tenant: Tenant) -> Shell:
    """Everything around the content, for this person on this site."""
    user = getattr(request, "user", None)
    if not is_person(user):
        return _calm(request, tenant, None)
    calm = _kept_calm(request, tenant, user)
    key = person_key(issuer=user.issuer, subject=user.subject)
    remembered = caches["deployment"].get_many([alarms_key(tenant.schema_name), memberships_key(key)])
    nav = tuple(replace(item, current=True) if _holds(item, request) else item for item in (*calm.nav, *calm.nav_more))
    return replace(
        calm,
        nav=nav[:THUMB],
        nav_more=nav[THUMB:],
        sites=_sites(request, user, tenant, remembered),
        editor_url=_editor_url(request, tenant, user),
        support=support_band(request),
        alarms=calm.alarms if support_only(user) else alarms_html(request, tenant, user, remembered),
        inbox_unread=unread_now(user) if calm.inbox_url else 0,
    )


def _kept_calm(request: HttpRequest, tenant: Tenant, person: User) -> Shell:
    key = _follows_from(tenant, person)
    found = _kept.get(key) if key is not None else None
    if found is None:
        found = _calm(request, tenant, person)
        if key is not None:
            _kept.keep(key, found)
    return found


def _follows_from(tenant: Tenant, person: User) -> tuple[object, ...] | None:
    """All that decides what `_calm` says: the rows of site and person, rights by their stamp, settings by theirs, the
    day and the language. None where it may not be kept: without a stamp, or for a guest from the operator."""
    if connection.standing is None or not hasattr(tenant, "settings_version") or person.is_support:
        return None
    versions = connection.standing, tenant.settings_version, clock.today(), get_language(), get_urlconf()
    return connection.schema_name, *versions, *_row(tenant), *_row(person)


def _row(of: Model) -> list[object]:
    values = [of.__dict__.get(name) for name in _columns(type(of))]
    return [tuple(value) if type(value) is list else value for value in values]


@functools.cache
def _columns(model: type[Model]) -> tuple[str, ...]:
    names = (field.attname for field in model._meta.concrete_fields)
    return tuple(name for name in names if name not in {"password", "last_login"})


def _calm(request: HttpRequest, tenant: Tenant, person: User | None) -> Shell:
    """The frame without what differs from page to page; where the person is in the menu is not told yet."""
    language = get_language() or ""
    offered = offered_languages()
    nav = _nav_of_support() if support_only(person) else _nav(request, tenant) if person else ()
    chooses_scheme = person is not None and has_feature(person, SCHEME_CHOICE)
    has_inbox = person is not None and not tenant.is_operator and not person.is_support
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
        nav=nav,
        manifest_url=fixed("portal:manifest"),
        touch_icon_url=icon_url(tenant, 192),
        search_url=fixed("search:results") if person and person.is_internal and not tenant.is_operator else "",
        person=_person(person) if person else None,
        languages=tuple(
            LanguageLink(code=code, label=label, current=code == language)
            for code, label in (offered if len(offered) > 1 else ())
        ),
        scheme=person.scheme if person and chooses_scheme else "",
        sandbox=_sandbox_band(request, tenant),
        demo=tenant.is_demo or (tenant.is_operator and settings.SAMVERK_DEMO),
        signout_url=fixed("identity:sign_out"),
        language_url=fixed("identity:language"),
        scheme_url=fixed("identity:scheme") if chooses_scheme else "",
        version=settings.SAMVERK_VERSION,
        administration_url=fixed("portal:administration") if offers_anything(request) else None,
        maintains=is_maintainer(person),
        inbox_url=fixed("notifications:inbox") if has_inbox else "",
    )


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


def _sandbox_band(request: HttpRequest, tenant: Tenant) -> SandboxBand | None:
    """Leads to the page that stands under the same address at the model (TP-08)."""
    model = tenant.sandbox_of
    if model is None:
        return None
    host = primary_hosts([model.schema_name])[model.schema_name]
    return SandboxBand(since=tenant.created_at, url=url_on(request=request, host=host, path="/ovning/"))


def _nav(request: HttpRequest, tenant: Tenant) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(label=str(entry.label), url=_address_of(key, get_urlconf()), icon=entry.icon, key=key)
        for key, entry in sorted(nav_entries, key=lambda pair: pair[1].order)
        if (entry.everywhere or not tenant.is_operator) and entry.visible(request)
    )


def _holds(item: NavItem, request: HttpRequest) -> bool:
    """Is the page asked for one of this place's."""
    if request.path == item.url or (item.url != "/" and request.path.startswith(item.url)):
        return True
    return item.key in nav_entries and nav_entries[item.key].holds(request)


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
    return _sites(request, user, tenant_of(request))


def _sites(
    request: HttpRequest, user: User, here: Tenant, remembered: Mapping[str, Any] | None = None
) -> tuple[SiteLink, ...]:
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
        for m in my_memberships(user, remembered)
    )


def _editor_url(request: HttpRequest, tenant: Tenant, user: User) -> str | None:
    """To the page's own form where a page is shown; whether the person may change it is asked when they go there."""
    if tenant.is_operator or not user.has_perm("wagtailadmin.access_admin"):
        return None
    page = shown_page(request)
    if page is not None:
        return reverse("intranet:edit_page", args=[page.pk])
    return settings.SAMVERK_CMS_PATH
