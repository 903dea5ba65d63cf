"""What the portal offers to the registries."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.kernel.registries import AdministrationEntry, administration_entries

administration_entries.register(
    "appearance",
    AdministrationEntry(
        label=_("Utseende"),
        description=_("Färg, märke och logotyp."),
        url=lambda: str(reverse_lazy("portal:appearance")),
        icon="palette",
        order=60,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "settings",
    AdministrationEntry(
        label=_("Inställningar"),
        description=_("Vad som gäller på webbplatsen, varifrån det kommer och vem som har bestämt det."),
        url=lambda: str(reverse_lazy("portal:settings")),
        icon="settings",
        order=10,
        may_see=is_maintainer,
    ),
)
