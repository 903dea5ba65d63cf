"""What people puts in the menu, and what it does for somebody who arrives through a provider."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_maintainer
from samverk.identity.oidc.arrivals import unit_placers
from samverk.identity.protection.sealed import followers
from samverk.identity.rights.places import Places, places
from samverk.identity.scim.quality import department_sources, manager_sources
from samverk.kernel import clock
from samverk.kernel.addresses import fixed
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    Leaving,
    NavEntry,
    administration_entries,
    my_day,
    nav_entries,
    person_leaves,
    stand_ins,
)
from samverk.kernel.searching import searchables
from samverk.kernel.subjects import subject_kinds
from samverk.people.actions.hand_over import end_placements, end_roles
from samverk.people.actions.place_by_name import place_by_name
from samverk.people.actions.share_skills import end_skills
from samverk.people.models import PersonSkill, Placement
from samverk.people.models.dated import on
from samverk.people.names import follow_name, follow_protection
from samverk.people.profiles.away import day_lines, stand_ins_for
from samverk.people.profiles.searching import PEOPLE
from samverk.people.profiles.subjects import PERSON, UNIT
from samverk.people.queries import placed_in, placements_held, roles_held, workplaces
from samverk.people.roles.states import alert
from samverk.people.site_settings import KEYS, SCOPE_KINDS
from tenants.life.rules import tables_not_copied
from tenants.settings.registry import declare, scope_kinds

declare(*KEYS)
for name, kind in SCOPE_KINDS.items():
    scope_kinds.register(name, kind)
unit_placers.register("people", place_by_name)
followers.register("people", follow_name)
followers.register("shared_skills", follow_protection)
subject_kinds.register("person", PERSON)
subject_kinds.register("unit", UNIT)
searchables.register("people", PEOPLE)
stand_ins.register("people", stand_ins_for)
my_day.register("people", day_lines)
nav_entries.register(
    "people",
    NavEntry(
        label=_("Personer"),
        url=lambda: reverse("people:directory"),
        icon="people",
        order=27,
        visible=lambda request: is_internal(request.user),
        holds=lambda request: request.path.startswith(fixed("people:organisation")),
    ),
)

person_leaves.register("placements", Leaving(_("Placeringar i enheter"), placements_held, end_placements))
person_leaves.register(
    "skills", Leaving(_("Kompetenser"), lambda *, user: PersonSkill.objects.filter(user=user).count(), end_skills)
)
person_leaves.register("roles", Leaving(_("Roller"), roles_held, end_roles))
administration_entries.register(
    "organisation",
    AdministrationEntry(
        part=AdministrationPart.ORGANISATION,
        label=_("Ändra organisationen"),
        description=_("Byt namn, flytta, dela, slå ihop och avsluta enheter från en viss dag."),
        url=lambda: reverse("people:plans"),
        icon="organisation",
        order=40,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "roles",
    AdministrationEntry(
        part=AdministrationPart.ORGANISATION,
        label=_("Roller"),
        description=_("Vem som är projektledare, registrator, dataskyddsombud med mera, och vad som är vakant."),
        url=lambda: reverse("people:roles"),
        icon="people",
        order=41,
        may_see=is_maintainer,
        alert=lambda: alert(clock.today()),
    ),
)

administration_entries.register(
    "skills",
    AdministrationEntry(
        part=AdministrationPart.ORGANISATION,
        label=_("Kompetenser"),
        description=_("Orden som människor beskriver sina kunskaper med. Slå ihop dem som betyder samma sak."),
        url=lambda: reverse("people:skills"),
        icon="star",
        order=42,
        may_see=is_maintainer,
    ),
)

# Who works in a unit has a department, and a manager where the unit has a head (PF-03).
department_sources.register("people", lambda day: Placement.objects.filter(on(day)).values("user"))
manager_sources.register(
    "people",
    lambda day: Placement.objects.filter(
        on(day),
        unit__in=Placement.objects.filter(on(day), is_head=True).values("unit"),
    ).values("user"),
)
places.register("people", Places(matching=placed_in, told=workplaces))
tables_not_copied.register("people_absence", "vem som är borta och varför")
tables_not_copied.register("people_rolealarm", "larm om vakanser")
