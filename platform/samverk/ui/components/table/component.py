"""Table: sticky header, figures to the right; every row becomes a card on a phone."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def _prepare(values: dict[str, Any]) -> None:
    columns = [{"label": column} if isinstance(column, str) else column for column in values["columns"]]
    values["columns"] = columns
    values["lines"] = [list(zip(columns, row, strict=True)) for row in values["rows"]]


def samples() -> tuple[Sample, ...]:
    """A few rows, two hundred rows and none."""
    columns = [
        {"label": "Kommun", "sort_url": "#table", "sorted": "ascending"},
        {"label": "Invånare", "numeric": True, "sort_url": "#table"},
        {"label": "Införda processer", "numeric": True},
        "Läge",
    ]
    rows = [
        ("Skara", "18 580", "14", "Klar"),
        ("Hjo", "9 165", "9", "Pågår"),
        ("Gullspång", "5 140", "0", "Väntar på informationssäkerhetsklassning"),
    ]
    many = [(f"Enhet {number}", f"{number * 37}", f"{number}", "Pågår") for number in range(1, 201)]
    return (
        Sample(
            "Tre rader",
            {"caption": "Införandet i kommunerna", "columns": columns, "rows": rows, "id": "table-1"},
        ),
        Sample("Tvåhundra rader", {"caption": "Enheter", "columns": columns, "rows": many, "id": "table-2"}),
        Sample("Inga rader", {"caption": "Avvikelser", "columns": columns, "rows": [], "id": "table-3"}),
    )


COMPONENT = Component(
    name="table",
    title=_("Tabell"),
    group=groups.DATA,
    summary=_("Rubrikraden följer med, siffror står till höger, raderna blir kort på telefon."),
    required=("caption", "columns", "rows", "id"),
    optional={"caption_hidden": False, "empty": _("Det finns inga rader att visa.")},
    prepare=_prepare,
    samples=samples,
)
