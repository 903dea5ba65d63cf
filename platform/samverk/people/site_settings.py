"""What a site decides about its organisation and its support; levels below the site."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.people.models import Authority, Department, Placement
from samverk.people.models.dated import on
from tenants.settings.kinds import Choice, Words
from tenants.settings.registry import HERE, Scope, ScopeKind, SettingKey, UnknownScope

AUTHORITY, DEPARTMENT = "authority", "department"

SUPPORT: SettingKey[str] = SettingKey(
    name="people.support_contact",
    label=_("Vart man vänder sig för hjälp"),
    help=_(
        "Namn, telefon eller e-post, till exempel: Servicecenter, 0511-320 00, vardagar 8–16. Visas när något har "
        "gått fel, på inloggningssidan och i nödpaketet."
    ),
    group=_("Hjälp och support"),
    kind=Words(longest=300, several_lines=True),
    default="",
    scopes=(AUTHORITY, DEPARTMENT),
)
ALL_INTERNAL, EMPLOYEES = "internal", "employees"
DIRECTORY_FOR: SettingKey[str] = SettingKey(
    name="people.directory_for",
    label=_("Vem som ser organisationen"),
    help=_("Gäster och leverantörer ser den aldrig."),
    group=_("Organisation"),
    kind=Choice(
        (
            (ALL_INTERNAL, _("Anställda, förtroendevalda och fackliga företrädare")),
            (EMPLOYEES, _("Bara anställda")),
        )
    ),
    default=ALL_INTERNAL,
)
KEYS = (SUPPORT, DIRECTORY_FOR)


def _number(text: str) -> int:
    if not (text.isdecimal() and len(text) < 18):
        raise UnknownScope(text)
    return int(text)


def _authorities() -> list[Scope]:
    return [Scope(AUTHORITY, str(row.pk), row.name) for row in Authority.objects.filter(on(clock.today()))]


def _departments() -> list[Scope]:
    return [Scope(DEPARTMENT, str(row.pk), row.name) for row in Department.objects.filter(on(clock.today()))]


def _authority_line(text: str) -> tuple[Scope, ...]:
    found = Authority.objects.filter(pk=_number(text)).first()
    if found is None:
        raise UnknownScope(text)
    return (Scope(AUTHORITY, str(found.pk), found.name),)


def _department_line(text: str) -> tuple[Scope, ...]:
    found = Department.objects.select_related("authority").filter(pk=_number(text)).first()
    if found is None:
        raise UnknownScope(text)
    above = Scope(AUTHORITY, str(found.authority_id), found.authority.name)
    return (above, Scope(DEPARTMENT, str(found.pk), found.name))


SCOPE_KINDS = {
    AUTHORITY: ScopeKind(label=_("Myndighet"), order=1, options=_authorities, lineage=_authority_line),
    DEPARTMENT: ScopeKind(label=_("Förvaltning"), order=2, options=_departments, lineage=_department_line),
}


def scope_of(*, user: User, day: date) -> Scope:
    """The department a person works in, for settings that differ between departments; the site for who has none.

    Somebody who works in several goes by the one they came to first. One query.
    """
    places = Placement.objects.filter(on(day), user=user).select_related("unit__department")
    place = places.order_by("valid_from", "pk").first()
    return Scope(DEPARTMENT, str(place.unit.department_id), place.unit.department.name) if place else HERE
