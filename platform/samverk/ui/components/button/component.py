"""Button: a verb that does something, or a link that looks like one."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Each tone, with and without an icon, and the longest words we know."""
    return (
        Sample("Viktigast på sidan", {"text": "Publicera nyheten"}),
        Sample("Näst viktigast", {"text": "Spara utkast", "tone": "secondary"}),
        Sample("Tyst", {"text": "Avbryt", "tone": "quiet", "type": "button"}),
        Sample("Tar bort något", {"text": "Ta bort rummet", "tone": "danger"}),
        Sample("Länk med ikon", {"text": "Skriv en nyhet", "icon": "plus", "url": "#button"}),
        Sample(
            "Länk med dold fortsättning",
            {"text": "Läs mer", "tone": "secondary", "url": "#button", "context": "om hemsjukvården"},
        ),
        Sample(
            "Lång text",
            {"text": "Godkänn informationssäkerhetsklassningen för socialtjänstens verksamhetssystem"},
        ),
        Sample(
            "Skriv ut (visas med skript)",
            {
                "text": "Skriv ut",
                "type": "button",
                "icon": "print",
                "tone": "secondary",
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
    required=("text",),
    optional={
        "tone": "primary",
        "url": "",
        "type": "submit",
        "name": "",
        "value": "",
        "icon": "",
        "context": "",
        "form": "",
        "controller": "",
        "hidden": False,
        "current": "",
    },
    choices={"tone": ("primary", "secondary", "quiet", "danger"), "type": ("submit", "button", "reset")},
    samples=samples,
)
