"""What the portal puts in the menu, and how a municipality's people come in to a cooperation."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_person
from samverk.kernel.registries import NavEntry, nav_entries

nav_entries.register(
    "sites",
    NavEntry(
        label=_("Webbplatser"),
        url=lambda: reverse("portal:sites"),
        icon="switch",
        order=90,
        visible=lambda request: is_person(request.user),
        everywhere=True,
    ),
)
