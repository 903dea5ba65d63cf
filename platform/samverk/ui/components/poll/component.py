"""Poll: how a vote stands, as bars that are read as well as seen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def _prepare(values: dict[str, Any]) -> None:
    whole = max(int(values["ballots"]), 1)
    options = [
        {**option, "share": round(100 * option["votes"] / whole), "names": option.get("names", ())}
        for option in values["options"]
    ]
    most = max((option["votes"] for option in options), default=0)
    values["options"] = [{**option, "leads": 0 < most == option["votes"]} for option in options]


def samples() -> tuple[Sample, ...]:
    """Votes with and without names, and before anybody has voted."""
    return (
        Sample(
            "Utan namn",
            {
                "options": (
                    {"text": "Tisdagar kl. 8.30", "votes": 9, "mine": True},
                    {"text": "Onsdagar efter lunch", "votes": 4},
                    {"text": "Verksamhetsutvecklingssamordningsmötets vanliga tid", "votes": 1},
                ),
                "ballots": 14,
                "note": "14 har röstat. Ingen ser vad du har valt.",
            },
        ),
        Sample(
            "Med namn",
            {
                "options": (
                    {"text": "Ja", "votes": 2, "names": ("Lisa Lundqvist", "Åke Örn")},
                    {"text": "Nej", "votes": 0},
                ),
                "ballots": 2,
                "note": "2 har röstat.",
            },
        ),
        Sample("Inga röster", {"options": ({"text": "Ja", "votes": 0}, {"text": "Nej", "votes": 0}), "ballots": 0}),
    )


COMPONENT = Component(
    name="poll",
    title=_("Omröstning"),
    group=groups.DATA,
    summary=_("Hur en omröstning står: andel i ord, siffra och stapel."),
    required=("options", "ballots"),
    optional={"note": ""},
    prepare=_prepare,
    samples=samples,
)
