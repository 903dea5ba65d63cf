"""What protection offers to the registries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.groups import PROTECTORS
from samverk.identity.protection.access import may_protect
from samverk.identity.protection.copies import follow_in_settings
from samverk.identity.protection.sealed import followers
from samverk.identity.rights.words import permission_words
from samverk.kernel.registries import AdministrationEntry, AdministrationPart, administration_entries
from samverk.kernel.standard_rights import StandardRights, standard_rights
from tenants.life.rules import tables_not_copied

standard_rights.register("protectors", StandardRights(PROTECTORS, ("identity.protect_people",)))
followers.register("settings", follow_in_settings)
administration_entries.register(
    "protection",
    AdministrationEntry(
        part=AdministrationPart.PEOPLE,
        label=_("Skyddade personuppgifter"),
        description=_("Vilka personer som inte får synas, och namnet som visas i stället."),
        url=lambda: reverse("protection:overview"),
        may_see=may_protect,
        order=36,
        icon="lock",
    ),
)
permission_words.register("identity.protect_people", _("Se och ändra skyddade personuppgifter."))
tables_not_copied.register("protection_sealedfacts", "skyddade personuppgifter")
