"""What people, groups and rights offer to the registries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.kernel.registries import AdministrationEntry, AdministrationPart, administration_entries

administration_entries.register(
    "rights_people",
    AdministrationEntry(
        part=AdministrationPart.PEOPLE,
        label=_("Personer"),
        description=_("Sök en person, se vad hen får göra och varför, stäng eller öppna ett konto."),
        url=lambda: reverse("rights:people"),
        icon="people",
        order=5,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "rights_groups",
    AdministrationEntry(
        part=AdministrationPart.PEOPLE,
        label=_("Grupper"),
        description=_("Vilka grupper som finns, vad de får göra och vilka som är med."),
        url=lambda: reverse("rights:groups"),
        icon="rooms",
        order=6,
        may_see=is_maintainer,
    ),
)
