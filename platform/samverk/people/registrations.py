"""What people puts in the menu, and what it does for somebody who arrives through a provider."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_maintainer
from samverk.identity.oidc.arrivals import unit_placers
from samverk.identity.protection.sealed import followers
from samverk.identity.rights.places import Places, places
from samverk.identity.scim.quality import department_sources, manager_sources
from samverk.kernel import clock
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    Leaving,
    NavEntry,
    administration_entries,
    nav_entries,
    person_leaves,
)
from samverk.people.actions.hand_over import end_placements, end_roles
from samverk.people.actions.place_by_name import place_by_name
from samverk.people.models import Placement
from samverk.people.models.dated import on
from samverk.people.names import follow_name
from samverk.people.queries import placed_in, placements_held, roles_held, workplaces
from samverk.people.roles.states import alert
from samverk.people.site_settings import KEYS, SCOPE_KINDS
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.settings.registry import declare, scope_kinds

declare(*KEYS)
for name, kind in SCOPE_KINDS.items():
    scope_kinds.register(name, kind)
unit_placers.register("people", place_by_name)
followers.register("people", follow_name)
nav_entries.register(
    "people",
    NavEntry(
        label=_("Organisation"),
        url=lambda: reverse("people:organisation"),
        icon="organisation",
        order=40,
        # Those who meet at a cooperation have their organisations at home.
        visible=lambda request: is_internal(request.user) and tenant_of(request).kind != Kind.COOPERATION,
    ),
)

person_leaves.register("placements", Leaving(_("Placeringar i enheter"), placements_held, end_placements))
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
