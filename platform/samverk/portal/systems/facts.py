"""What the register says of a system, and what an obstacle forbids (PF-17)."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.portal.models import Integration, Obstacle, SignIn


@dataclass(frozen=True, slots=True)
class SystemFacts:
    """What the register says of a system, as somebody wants it; fields as on `LineOfBusinessSystem`."""

    name: str
    purpose: str
    address: str
    owner: str
    maintainer: User | None = None
    support_phone: str = ""
    support_mail: str = ""
    support_hours: str = ""
    sign_in: str = SignIn.OWN
    integration: str = Integration.LINK
    obstacle: str = Obstacle.NONE
    alternative: str = ""
    units: tuple[str, ...] = field(default=())
    capacities: tuple[str, ...] = field(default=())
    roles: tuple[str, ...] = field(default=())


def refuse_what_the_obstacle_forbids(facts: SystemFacts) -> None:
    """Secrecy allows a link and nothing more, and every obstacle names another way (PF-17).

    Raises:
        ValidationError: by field, with what to do instead.
    """
    if facts.obstacle == Obstacle.SECRECY and facts.integration not in {Integration.LINK, Integration.SSO}:
        raise ValidationError(
            {"integration": _("Uppgifter under sekretess får inte visas eller hämtas hit. Välj länk i stället.")}
        )
    if facts.obstacle and not facts.alternative.strip():
        raise ValidationError({"alternative": _("Skriv hur man kommer åt uppgifterna på annat sätt.")})
