"""What people puts in the menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.kernel.registries import NavEntry, nav_entries
from tenants.middleware import tenant_of
from tenants.models import Kind

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
