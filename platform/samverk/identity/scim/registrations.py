"""What the directory connection offers to the registries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer, is_person
from samverk.identity.features import DIRECTORY_QUALITY, PEOPLE_IMPORT, has_feature
from samverk.kernel.registries import AdministrationEntry, AdministrationPart, administration_entries
from tenants.life.rules import ColumnRule, columns_in_archive, tables_not_copied

# A leaver's archive carries no key: its row stays, with a digest that no key has, each row its own.
columns_in_archive.register(
    "scim_scimtoken.token_hash",
    ColumnRule(
        out=lambda value, row, journey: value if journey.secrets else f"!{row['id']}",
        back=lambda value, row, journey: value,
        secret=True,
    ),
)
administration_entries.register(
    "scim",
    AdministrationEntry(
        part=AdministrationPart.SIGN_IN,
        label=_("Katalogkoppling"),
        description=_("Nycklar för kommunens katalog, och vilka behörigheter dess grupper ger."),
        url=lambda: reverse("scim:connection"),
        icon="key",
        order=30,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "directory_quality",
    AdministrationEntry(
        part=AdministrationPart.SIGN_IN,
        label=_("Katalogens kvalitet"),
        description=_("Vilka personer som saknar avdelning, titel eller chef, och möjliga dubbletter."),
        url=lambda: reverse("scim:quality"),
        icon="people",
        order=31,
        may_see=lambda user: is_maintainer(user) and is_person(user) and has_feature(user, DIRECTORY_QUALITY),
    ),
)
administration_entries.register(
    "people_import",
    AdministrationEntry(
        part=AdministrationPart.SIGN_IN,
        label=_("Importera personer"),
        description=_("Ta in personer från en fil när kommunen inte har någon katalogkoppling."),
        url=lambda: reverse("scim:people_import"),
        icon="document",
        order=32,
        may_see=lambda user: is_maintainer(user) and is_person(user) and has_feature(user, PEOPLE_IMPORT),
    ),
)
for _table in (
    "scim_provisionedperson",
    "scim_personemail",
    "scim_provisionedgroup",
    "scim_groupmember",
    "scim_grantedright",
    "scim_importdraft",
    "scim_scimtoken",
):
    tables_not_copied.register(_table, "kontot hos den som levererar personer")
