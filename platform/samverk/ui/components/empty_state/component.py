"""Empty state: what will be here, why it is empty, and the one thing to do."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """With and without something to do."""
    return (
        Sample(
            "Med nästa steg",
            {
                "title": "Här samlas nyheter från din förvaltning",
                "text": "Ingen har publicerat något än. Du som är redaktör kan skriva den första.",
                "action_text": "Skriv en nyhet",
                "action_url": "#empty_state",
                "icon": "news",
                "heading": "h3",
            },
        ),
        Sample(
            "Inget att göra",
            {
                "title": "Du är ikapp",
                "text": "Inga uppgifter väntar på dig.",
                "icon": "check",
                "heading": "h3",
            },
        ),
    )


COMPONENT = Component(
    name="empty_state",
    title=_("Tomt läge"),
    group=groups.FEEDBACK,
    summary=_("Vad som kommer att finnas här, varför det är tomt och det enda man kan göra."),
    required=("title",),
    optional={"text": "", "action_text": "", "action_url": "", "icon": "empty", "heading": "h2"},
    choices={"heading": ("h2", "h3")},
    samples=samples,
)
