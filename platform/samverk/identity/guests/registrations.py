"""What guests offer to the registries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.identity.groups import EDITORS, MODERATORS, SYSTEM_MAINTAINERS
from samverk.identity.guests.names import follow_name
from samverk.identity.guests.sponsored import give_guests, sponsored
from samverk.identity.movers.owned import Owned, register_owned
from samverk.identity.protection.sealed import followers
from samverk.identity.rights.words import permission_words
from samverk.kernel.registries import AdministrationEntry, AdministrationPart, administration_entries, secret_paths
from samverk.kernel.standard_rights import StandardRights, standard_rights
from tenants.life.rules import columns_in_archive, secret, tables_not_copied

register_owned("guests", Owned(label=_("Gäster"), things=sponsored, give=give_guests))
followers.register("guests", follow_name)
for _group in (EDITORS, MODERATORS, SYSTEM_MAINTAINERS):
    standard_rights.register(f"guests.{_group}", StandardRights(_group, ("identity.invite_guests",)))
# An invitation that nobody has accepted is sent again from where the site lives then.
columns_in_archive.register("guests_gueststay.link_hash", secret(""))
secret_paths.register("guests", "/valkommen/")
administration_entries.register(
    "guests",
    AdministrationEntry(
        part=AdministrationPart.PEOPLE,
        label=_("Gäster"),
        description=_("Vilka som är inbjudna utifrån, av vem, till vad och hur länge."),
        url=lambda: reverse("guests:everybodys"),
        may_see=is_maintainer,
        order=35,
        icon="people",
    ),
)
permission_words.register("identity.invite_guests", _("Bjuda in gäster."))
tables_not_copied.register("guests_guestplace", "vad en gäst är inbjuden till")
tables_not_copied.register("guests_gueststay", "inbjudna gäster, med adress och länk")
