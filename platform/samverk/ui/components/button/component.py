"""Button: a verb that does something, or a link that looks like one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample

# Icons that point onwards stand after the words.
_LAST = {"chevron-right", "arrow-right", "external", "chevron-down"}


def _prepare(values: dict[str, Any]) -> None:
    values["icon_last"] = values["icon"] in _LAST


def samples() -> tuple[Sample, ...]:
    """Each tone, with and without an icon, and the longest words we know."""
    return (
        Sample("Viktigast på sidan", {"label": "Publicera nyheten"}),
        Sample("Näst viktigast", {"label": "Spara utkast", "kind": "secondary"}),
        Sample("Tyst", {"label": "Avbryt", "kind": "quiet", "type": "button"}),
        Sample("Tar bort något", {"label": "Ta bort rummet", "kind": "danger"}),
        Sample("Länk med ikon", {"label": "Skriv en nyhet", "icon": "plus", "href": "#button"}),
        Sample(
            "Länk med dold fortsättning",
            {"label": "Läs mer", "kind": "secondary", "href": "#button", "context": "om hemsjukvården"},
        ),
        Sample(
            "Lång text",
            {"label": "Godkänn informationssäkerhetsklassningen för socialtjänstens verksamhetssystem"},
        ),
        Sample(
            "Skriv ut (visas med skript)",
            {
                "label": "Skriv ut",
                "type": "button",
                "icon": "print",
                "kind": "secondary",
                "controller": "print",
                "hidden": True,
            },
        ),
    )


COMPONENT = Component(
    name="button",
    title=_("Knapp"),
    group=groups.ACTIONS,
    summary=_("Ett verb. Högst en knapp på sidan är den viktigaste."),
    required=("label",),
    optional={
        "kind": "primary",
        "href": "",
        "type": "submit",
        "name": "",
        "value": "",
        "icon": "",
        "context": "",
        "form": "",
        "action": "",
        "controller": "",
        "hidden": False,
        "current": "",
    },
    choices={"kind": ("primary", "secondary", "quiet", "danger"), "type": ("submit", "button", "reset")},
    prepare=_prepare,
    samples=samples,
)
