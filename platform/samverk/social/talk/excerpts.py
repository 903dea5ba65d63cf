"""A stored text in few plain words."""

from samverk.social.talk.marks import mentions_in, with_names
from samverk.social.talk.mentionables import names_of
from samverk.social.text import as_plain


def plain_without_names(text: str, *, most: int = 160) -> str:
    """On one line, with dots for whom it mentions: for copies that outlive the names (LAW-24).

    Args:
        text: as stored.
        most: at most so many letters.
    """
    return as_plain(with_names(text, {}, lambda name, _mention: f"@{name}"), most=most)


def plain_with_names(text: str, *, most: int = 0) -> str:
    """On one line, with today's names; one query for each kind that is mentioned.

    Args:
        text: as stored.
        most: at most so many letters; 0 for all.
    """
    mentions = mentions_in(text)
    if mentions:
        text = with_names(text, names_of(mentions), lambda name, _mention: f"@{name}")
    return as_plain(text, most=most)
