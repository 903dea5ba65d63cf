"""Stored texts as a page shows them by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from samverk.social.talk import render
from samverk.social.talk.marks import mentions_in_all
from samverk.social.talk.mentionables import names_of
from samverk.social.text import as_html


@dataclass(frozen=True, slots=True)
class Shown:
    """A text and when it was written."""

    html: SafeString
    at: datetime


def shown_versions(texts: Iterable[tuple[str, datetime]]) -> list[Shown]:
    """With today's names; one query for each kind that is mentioned, however many texts.

    Args:
        texts: what was said, and when.
    """
    kept = [(as_html(text), at) for text, at in texts]
    mentions = mentions_in_all(html for html, _at in kept)
    names = names_of(mentions) if mentions else {}
    return [Shown(render.safe(render.text_of(html, names)), at) for html, at in kept]
