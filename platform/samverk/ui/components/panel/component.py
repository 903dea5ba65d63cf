"""Panel: things that belong together, on a sheet of their own."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Each tone, with and without a title."""
    text = "<p>Tre personer har svarat på din fråga om genomförandeplanen.</p>"
    return (
        Sample("Med rubrik", {"title": "Mina uppgifter", "count": 3, "heading": "h3"}, content=text),
        Sample(
            "Med länk och ikon",
            {
                "title": "Mina rum",
                "icon": "rooms",
                "more_url": "#panel",
                "more_text": "Visa alla",
                "heading": "h3",
            },
            content=text,
        ),
        Sample("Utan rubrik", {}, content=text),
        Sample("Färgad", {"title": "I dag", "tone": "accent", "heading": "h3"}, content=text),
        Sample("Utan yta", {"title": "Nytt för dig", "tone": "plain", "heading": "h3"}, content=text),
    )


COMPONENT = Component(
    name="panel",
    title=_("Yta"),
    group=groups.STRUCTURE,
    summary=_("Samlar det som hör ihop."),
    optional={
        "title": "",
        "heading": "h2",
        "tone": "raised",
        "icon": "",
        "count": None,
        "more_url": "",
        "more_text": _("Visa alla"),
        "id": "",
        "flush": False,
    },
    choices={"heading": ("h2", "h3"), "tone": ("raised", "plain", "accent")},
    block=True,
    samples=samples,
)
