"""A stored text as a page shows it by itself."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from samverk.social.talk import render
from samverk.social.talk.marks import mentions_in
from samverk.social.talk.mentionables import names_of
from samverk.social.text import as_html


@dataclass(frozen=True, slots=True)
class Shown:
    """A text and when it was written."""

    html: SafeString
    at: datetime


def shown_version(text: str, at: datetime) -> Shown:
    """With today's names; one query for each kind that is mentioned."""
    mentions = mentions_in(text)
    return Shown(render.safe(render.text_of(as_html(text), names_of(mentions) if mentions else {})), at)
