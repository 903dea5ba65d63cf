"""A stored text in few plain words."""

from collections.abc import Sequence

from samverk.social.talk.marks import mentions_in_all, with_names
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
    return as_plain(named([text])[0], most=most)


def named(texts: Sequence[str]) -> list[str]:
    """Stored texts as people read them, with today's names after an @; one query for each kind that is mentioned."""
    mentions = mentions_in_all(texts)
    names = names_of(mentions) if mentions else {}
    return [with_names(text, names, lambda name, _mention: f"@{name}") for text in texts]
