"""Nothing real goes out to the other municipalities: no personnummer, no link to a real site (TP-16)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_templates.content import fiction
from shared_templates.content.fiction import not_made_up
from shared_templates.content.values import Content
from shared_templates.content.words import told_reals
from shared_templates.masters.queries import forbidden_hosts


def refuse_real_content(said: Content) -> None:
    """Ask of a proposed text.

    Raises:
        ValidationError: with a sentence for each place.
    """
    if found := told_reals(said, not_made_up(said, forbidden_hosts())):
        raise ValidationError(found)


def refuse_real_text(text: str, name: str) -> None:
    """Ask of a reason or a comment.

    Raises:
        ValidationError: for the field `name`.
    """
    fiction.refuse_real_text(
        text,
        name,
        hosts=forbidden_hosts(),
        number=_("Här finns ett giltigt personnummer. Ta bort det: alla kommuner läser det här."),
        link=_(
            "Här finns en länk till en riktig webbplats (%(host)s). Skriv vad som står där i stället: "
            "alla kommuner läser det här."
        ),
    )
