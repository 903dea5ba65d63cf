"""Tell the log that the list of the directory's faults left the house as a file."""

from samverk.identity.models import User
from samverk.identity.scim.queries import faulty_people
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit


def export_quality(*, actor: Actor, fault: str) -> list[User]:
    """Everybody in the file; the caller has asked whether the actor may.

    Args:
        actor: who takes the file.
        fault: only those with this fault; empty for all.
    """
    people = list(faulty_people(day=clock.today(), fault=fault))
    record_audit(
        actor=actor,
        verb="scim.export_quality",
        details={"fault": fault, "people": len(people)},
        right="identity.administer_site",
    )
    return people
