"""Which roles there are (TN-08, domain 0.3), and where somebody must hold them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tenants.models import Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise

_MUNICIPALITY = frozenset({Kind.MUNICIPALITY})
_EVERYWHERE = frozenset({Kind.MUNICIPALITY, Kind.TEMPLATE, Kind.COOPERATION})


@dataclass(frozen=True, slots=True)
class Role:
    """One role.

    Attributes:
        key: stable name, also where the state is published.
        label: what people call it.
        task: one sentence: what one turns to this person for.
        mandatory_at: kinds of site that may not be without.
        has_deputy: should somebody stand in when the holder is away.
        several: may several hold it at once.
    """

    key: str
    label: "str | Promise"
    task: "str | Promise"
    mandatory_at: frozenset[str]
    has_deputy: bool = False
    several: bool = False


ROLES: tuple[Role, ...] = (
    Role(
        "project_manager",
        _("Lokal projektledare"),
        _("Leder införandet här och är kontakt för de andra kommunerna."),
        _MUNICIPALITY,
        has_deputy=True,
    ),
    Role(
        "system_maintainer",
        _("Ansvarig systemförvaltare"),
        _("Ställer in webbplatsen och hjälper den som har kört fast."),
        _EVERYWHERE,
        has_deputy=True,
        several=True,
    ),
    Role(
        "registrar",
        _("Registrator"),
        _("Tar emot och registrerar allmänna handlingar."),
        _MUNICIPALITY,
        has_deputy=True,
        several=True,
    ),
    Role(
        "archivist",
        _("Arkivarie"),
        _("Svarar för vad som bevaras och gallras."),
        _MUNICIPALITY,
        several=True,
    ),
    Role(
        "dpo",
        _("Dataskyddsombud"),
        _("Ger råd om personuppgifter och är kontakt för den som har frågor om sina."),
        _MUNICIPALITY,
        has_deputy=True,
        several=True,
    ),
    Role(
        "security",
        _("Informationssäkerhetssamordnare"),
        _("Svarar på hur information ska skyddas."),
        _MUNICIPALITY,
        has_deputy=True,
    ),
    Role(
        "trainer",
        _("Utbildare"),
        _("Lär ut hur man arbetar här."),
        frozenset(),
        several=True,
    ),
    Role(
        "change_lead",
        _("Förändringsledare"),
        _("Håller ihop förändringen i verksamheterna."),
        frozenset(),
        several=True,
    ),
)
BY_KEY = {role.key: role for role in ROLES}
