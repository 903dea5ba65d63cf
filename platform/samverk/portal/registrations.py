"""What the portal offers to the registries."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    NavEntry,
    administration_entries,
    nav_entries,
)
from samverk.portal.operator.access import is_operator_person

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
# The operator's pages have addresses on the operator's site only; elsewhere nobody sees the entries, so nobody asks.
administration_entries.register(
    "operator",
    AdministrationEntry(
        part=AdministrationPart.HOUSE,
        label=_("Drift"),
        description=_("Alla webbplatser: läge, hälsa, uppdateringar och support."),
        url=lambda: str(reverse_lazy("operator:sites")),
        icon="device",
        order=10,
        may_see=is_operator_person,
        everywhere=True,
    ),
)
nav_entries.register(
    "operator",
    NavEntry(
        label=_("Drift"),
        url=lambda: str(reverse_lazy("operator:sites")),
        icon="device",
        order=10,
        visible=lambda request: is_operator_person(request.user),
        everywhere=True,
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
administration_entries.register(
    "features",
    AdministrationEntry(
        label=_("Funktioner"),
        description=_("Vilka funktioner webbplatsen har, från när och för vem först."),
        url=lambda: str(reverse_lazy("portal:features")),
        icon="flag",
        order=11,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "maturity",
    AdministrationEntry(
        part=AdministrationPart.ORGANISATION,
        label=_("Samverkansmognad"),
        description=_("Er egen skattning av hur redo ni är att arbeta gemensamt, över tid."),
        url=lambda: str(reverse_lazy("portal:maturity")),
        icon="star",
        order=65,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "languages",
    AdministrationEntry(
        label=_("Webbplatsens språk"),
        description=_("Vilka språk som går att välja, och vad webbplatsen heter på dem."),
        url=lambda: str(reverse_lazy("portal:languages")),
        icon="globe",
        order=61,
        may_see=is_maintainer,
    ),
)
