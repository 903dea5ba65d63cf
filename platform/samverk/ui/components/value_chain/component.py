"""Value chain: where a value comes from, level by level, and which level decides."""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """A locked value, and one that nobody has chosen."""
    built_in = {"label": "Samverk från början", "value": "12 timmar", "verdict": "Ersatt längre ned."}
    lock = {
        "label": "Mallkommunen", "value": "8 timmar", "applies": True, "locked": True,
        "verdict": "Gäller: låst, så nivåerna under kan inte välja annat.",
        "at": datetime(2026, 11, 2, tzinfo=UTC), "reason": "Beslut i styrgruppen 2026-11-02",
    }  # fmt: skip
    resting = {
        "label": "Kommunledningsförvaltningens verksamhetsutvecklingsavdelning", "value": "10 timmar",
        "verdict": "Vilar: Mallkommunen har låst inställningen.", "who": "Lisa Lundqvist",
        "at": datetime(2026, 10, 1, tzinfo=UTC),
    }  # fmt: skip
    alone = {**built_in, "applies": True, "verdict": "Gäller: ingen har valt något annat."}
    nothing = {"label": "Skara kommun", "value": "", "verdict": "Har inte valt något."}
    return (
        Sample("Låst", {"steps": [built_in, lock, resting]}),
        Sample("Ingen har valt", {"steps": [alone, nothing]}),
    )


COMPONENT = Component(
    name="value_chain",
    title=_("Varifrån värdet kommer"),
    group=groups.DATA,
    summary=_("Nivåerna uppifrån och ned. En av dem bestämmer; symbol och ord säger vilken."),
    required=("steps",),
    samples=samples,
)
