"""What people puts in the menu, and what it does for somebody who arrives through a provider."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.identity.oidc.arrivals import unit_placers
from samverk.kernel.registries import NavEntry, nav_entries
from samverk.people.actions.place_by_name import place_by_name

unit_placers.register("people", place_by_name)
nav_entries.register(
    "people",
    NavEntry(
        label=_("Organisation"),
        url=lambda: reverse("people:organisation"),
        icon="organisation",
        order=40,
        visible=lambda request: is_internal(request.user),
    ),
)
