"""The log: how long each class of entries is kept at least. Nothing leaves it without a decision (LAW-14).

`days` is a floor, not a timer: `samverk audit dispose` refuses younger entries, and only counts unless it is given
the decision. What fits no class is kept for ever.
"""

from typing import Any

SAMVERK_AUDIT_CLASSES: dict[str, dict[str, Any]] = {
    # Comings and goings, and searches in the log: needed for an inquiry, and much about persons.
    "traffic": {
        "prefixes": ["identity.sign_", "identity.issue_handoff", "identity.accept_handoff", "identity.end_sessions"],
        "days": 730,
    },
    "preference": {"prefixes": ["identity.choose_"], "days": 365},
    "refusal": {"prefixes": ["kernel.refuse"], "days": 730},
}
