"""Where the way in goes: from site to operator and back; each has the other's addresses under another list."""

from uuid import UUID


def way_in(number: UUID) -> str:
    """On the site: the first step, `support:set_out`."""
    return f"/support/{number}/"


def hand_over_at_the_operator(number: UUID) -> str:
    """On the operator's site: the second step, `operator:support_hand_over`."""
    return f"/drift/stod/{number}/overlamning/"
