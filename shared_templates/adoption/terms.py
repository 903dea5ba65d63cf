"""The words of the model's term bank in what people write here: hints, never a block (TP-05)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from samverk.kernel.memory import Memory
from shared_templates.content.values import Content
from tenants.queries import active_schema

# In all inflections, as the search knows them. A word that only inflects the preferred one is not discouraged.
_FOUND = """
SELECT t.title, array_agg(trim(word) ORDER BY place) FROM ({bank}) t,
    string_to_table(t.discouraged, ',') WITH ORDINALITY AS each (word, place)
WHERE t.title <> ALL(%(besides)s)
    AND to_tsvector('swedish', %(text)s) @@ phraseto_tsquery('swedish', word)
    AND phraseto_tsquery('swedish', word) <> phraseto_tsquery('swedish', t.title)
GROUP BY t.code, t.title ORDER BY t.code
"""
_OF_TERMS = "code, title, content #>> '{head,discouraged}' AS discouraged"
#: The terms that apply here; on the model's own site, its drafts.
_HERE = f"SELECT {_OF_TERMS} FROM adoption_adopted WHERE kind = 'term' AND answer <> 'not_applicable'"
_DRAFTS = f"SELECT {_OF_TERMS} FROM masters_master WHERE kind = 'term'"

#: What each word comes down to in the search: a text that lacks a part of it does not hold the word.
_PARTS = """
SELECT DISTINCT tsvector_to_array(to_tsvector('swedish', word))
FROM ({bank}) t, string_to_table(t.discouraged, ',') AS each (word)
"""

#: Letters of a text that are asked about: of different words without end the database makes no list (1 MB).
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Hint:
    """Words the term bank advises against, and the one it prefers.

    Attributes:
        preferred: as it applies here: a municipality's own word where it has adapted the term.
        discouraged: those that were found, as the term bank writes them.
    """

    preferred: str
    discouraged: tuple[str, ...]

    def __str__(self) -> str:
        return _("I mallens ordlista heter det ”%(preferred)s”, inte %(discouraged)s.") % {
            "preferred": self.preferred,
            "discouraged": ", ".join(f"”{word}”" for word in self.discouraged),
        }


def hints(text: str, *, besides: Iterable[str] = (), drafts: bool = False) -> list[Hint]:
    """What the terms that apply here say of a text; one query, none for no text.

    Args:
        text: plain; what stands after `LONGEST` is not read.
        besides: titles of terms that are not asked: a term names what it advises against.
        drafts: ask the drafts of the model, on its own site.
    """
    if not text.strip():
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _FOUND.format(bank=_DRAFTS if drafts else _HERE), {"text": text[:LONGEST], "besides": list(besides)}
        )
        return [Hint(preferred, tuple(words)) for preferred, words in cursor.fetchall()]


def hints_about(said: Content, *, drafts: bool = False) -> list[Hint]:
    """The same of an item."""
    return hints(all_words(said), besides=[said.head.get("title", "")], drafts=drafts)


def all_words(said: Content) -> str:
    """Every text of an item or a document, a line each."""
    return "\n".join(text for _block, each in said.parts() for text in each.values())


def sentences(text: str) -> list[str]:
    """The same in words for people, of what they write every day; no query for nearly all texts without such words.

    The words that are looked for are a minute old at most: a hint about a new term may come that much later.

    Args:
        text: plain.
    """
    return [str(hint) for hint in hints(text)] if _may_hold_a_word(text) else []


def forget_words() -> None:
    """Empty this process's memory of the words; for tests."""
    _words.clear()


#: Schema → the parts of each word that the term bank there advises against.
_words: Memory[list[list[str]]] = Memory(seconds=60)


def _may_hold_a_word(text: str) -> bool:
    """A stem is the beginning of its word: where it does not stand among the letters, the word does not."""
    here = active_schema()
    words = _words.get(here)
    if words is None:
        with connection.cursor() as cursor:
            cursor.execute(_PARTS.format(bank=_HERE))
            words = [parts for (parts,) in cursor.fetchall() if parts]
        _words.keep(here, words)
    letters = text.lower()
    return any(all(part in letters for part in parts) for parts in words)
