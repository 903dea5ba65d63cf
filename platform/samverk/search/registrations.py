"""What search offers to the registries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.kernel.registries import AdministrationEntry, AdministrationPart, administration_entries
from tenants.life.rules import tables_not_copied

administration_entries.register(
    "search",
    AdministrationEntry(
        part=AdministrationPart.SITE,
        label=_("Det som inte hittas"),
        description=_("Vad människor har letat efter utan att hitta, och sagt till om. Inte vem."),
        url=lambda: reverse("search:in_vain"),
        icon="search",
        order=70,
        may_see=is_maintainer,
    ),
)
tables_not_copied.register("search_missing", "vad någon har sökt efter")
