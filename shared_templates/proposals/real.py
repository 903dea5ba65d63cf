"""No real content goes out to the other municipalities: no personnummer, no link to a real site (TP-16)."""

from django.core.exceptions import ValidationError

from shared_templates.content.fiction import not_made_up
from shared_templates.content.values import Content
from shared_templates.content.words import told_reals
from tenants.queries import real_hosts


def refuse_real_content(code: str, said: Content) -> None:
    """Ask of a proposed text.

    Raises:
        ValidationError: with a sentence for each place.
    """
    if found := told_reals(said, not_made_up(said, real_hosts()), code=code):
        raise ValidationError(found)
