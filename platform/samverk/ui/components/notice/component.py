"""Notice: something a person must know, now."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample

_WORDS = {
    "info": _("Upplysning"),
    "success": _("Klart"),
    "warning": _("Varning"),
    "danger": _("Viktigt"),
}
# Django's message levels have two names more; they are shown as their nearest relatives.
_SAME_AS = {"debug": "info", "error": "danger", "": "info"}


def _prepare(values: dict[str, Any]) -> None:
    tone = _SAME_AS.get(values["tone"], values["tone"])
    values["tone"] = tone
    values["symbol"] = tone
    values["word"] = _WORDS[tone]


def samples() -> tuple[Sample, ...]:
    """Each tone, with a link, dismissable, and with long content."""
    return (
        Sample("Upplysning", {"text": "Sidan har en nyare version. Den publiceras fredag 9 december."}),
        Sample(
            "Klart",
            {
                "tone": "success",
                "text": "Nyheten är publicerad.",
                "link_url": "#notice",
                "link_text": "Visa nyheten",
            },
        ),
        Sample(
            "Varning",
            {
                "tone": "warning",
                "title": "Lathunden är snart för gammal",
                "text": "Gå igenom den före den 31 december.",
            },
        ),
        Sample(
            "Viktigt",
            {
                "tone": "danger",
                "title": "Telefonväxeln ligger nere",
                "text": "Vi räknar med att den fungerar igen kl. 14.30.",
            },
        ),
        Sample(
            "Går att ta bort",
            {"text": "Nu kan du söka i alla dina rum på en gång.", "dismiss_url": "#notice"},
        ),
        Sample(
            "Med eget innehåll",
            {"tone": "warning", "title": "Två saker återstår"},
            content="<ul><li>Beskriv bilden</li><li>Välj informationssäkerhetsklassning</li></ul>",
        ),
    )


COMPONENT = Component(
    name="notice",
    title=_("Besked"),
    group=groups.FEEDBACK,
    summary=_("Det en person behöver veta nu. Färg, symbol och ord säger samma sak."),
    optional={
        "text": "",
        "title": "",
        "tone": "info",
        "link_url": "",
        "link_text": "",
        "dismiss_url": "",
        "live": False,
    },
    choices={"tone": ("info", "success", "warning", "danger", "debug", "error", "")},
    block=True,
    prepare=_prepare,
    samples=samples,
)
