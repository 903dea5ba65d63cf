"""How long an item may be."""

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from shared_templates.content.values import Content

#: Characters, some seventy pages. PostgreSQL finds words in a megabyte of different ones at most, and what a
#: municipality and the model have both written may be woven into one.
LONGEST = 200_000


def refuse_too_long(said: Content) -> None:
    """Ask of everything that somebody writes.

    Raises:
        ValidationError: for more than `LONGEST` characters in all texts together.
    """
    count = sum(len(text) for _block, texts in said.parts() for text in texts.values())
    if count > LONGEST:
        raise ValidationError(
            _("Texten är %(count)s tecken lång. Högst %(most)s går att spara: dela upp den i flera.")
            % {"count": number_format(count), "most": number_format(LONGEST)}
        )
