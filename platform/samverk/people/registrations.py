"""What people puts in the menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.kernel.registries import NavEntry, nav_entries

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
