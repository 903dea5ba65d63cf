"""Nothing real is written for all municipalities to read: no personnummer, no link to a real site (TP-16)."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_templates.content.fiction import sentences_about_real
from tenants.queries import real_hosts


def refuse_real_text(text: str, name: str) -> None:
    """Ask of a reason, a comment or a notice.

    Raises:
        ValidationError: for the field `name`.
    """
    refuse_real_texts({name: text})


def refuse_real_texts(texts: Mapping[str, str]) -> None:
    """Ask of several at once; one query.

    Raises:
        ValidationError: for each field that holds something real.
    """
    hosts = real_hosts()
    number = _("Här finns ett giltigt personnummer. Ta bort det: alla kommuner läser det här.")
    link = _(
        "Här finns en länk till en riktig webbplats (%(host)s). Skriv vad som står där i stället: "
        "alla kommuner läser det här."
    )
    told = {name: sentences_about_real(text, hosts=hosts, number=number, link=link) for name, text in texts.items()}
    if any(told.values()):
        raise ValidationError({name: sentences for name, sentences in told.items() if sentences})
