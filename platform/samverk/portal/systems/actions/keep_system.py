"""Put a system in the register, or change what the register says of it (PF-16, PF-17)."""

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import LineOfBusinessSystem
from samverk.portal.systems.facts import SystemFacts, refuse_what_the_obstacle_forbids
from samverk.portal.systems.queries import forget_systems


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
