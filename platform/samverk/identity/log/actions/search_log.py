"""Search the log, and say why: the search is itself an entry."""

from samverk.identity.log.access import RIGHT, require_auditor
from samverk.identity.log.criteria import Criteria, Purpose
from samverk.identity.log.queries import SEARCHED
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


class NoPurpose(Exception):
    """Nobody searches the log without saying why (LAW-12)."""


def search_log(*, actor: Actor, user: User, purpose: str, reason: str, criteria: Criteria) -> int:
    """Record why and for what; the entry's number is the key to the result, for this person and for some hours.

    Args:
        actor: the auditor, with address.
        user: the same person, whose right is asked.
        purpose: one of `Purpose`.
        reason: in words, with a case number if there is one.
        criteria: what is looked for.

    Raises:
        Denied: without the right.
        NoPurpose: without purpose or reason.
    """
    require_auditor(user)
    if purpose not in Purpose.values or not reason.strip():
        raise NoPurpose
    return record_audit(
        actor=actor,
        verb=SEARCHED,
        right=RIGHT,
        details={"purpose": purpose, "reason": reason.strip()[:500], "criteria": criteria.as_details()},
    )
