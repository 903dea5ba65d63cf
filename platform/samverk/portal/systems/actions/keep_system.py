"""Put a system in the register, or change what the register says of it (PF-16, PF-17)."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import Integration, LineOfBusinessSystem, Obstacle, SignIn
from samverk.portal.systems.queries import forget_systems


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


def keep_system(
    *, actor: Actor, facts: SystemFacts, system: LineOfBusinessSystem | None = None
) -> LineOfBusinessSystem:
    """Write it down; the status is another act.

    Args:
        actor: a system maintainer; the view has asked.
        facts: everything the register shall say.
        system: the one to change; None for a new one.

    Raises:
        ValidationError: for a name that is taken, a bad address, and what the obstacle forbids.
    """
    refuse_what_the_obstacle_forbids(facts)
    row = system or LineOfBusinessSystem()
    before = {name: getattr(row, name) for name in ("integration", "obstacle", "address")} if system else {}
    for name in SystemFacts.__slots__:
        value = getattr(facts, name)
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    row.full_clean()
    with transaction.atomic():
        row.save()
        changed = sorted(name for name, value in before.items() if getattr(row, name) != value)
        record_audit(
            actor=actor,
            verb="portal.keep_system",
            target=row,
            details={"new": system is None, "changed": changed},
            right="identity.administer_site",
        )
        forget_systems()
    return row
