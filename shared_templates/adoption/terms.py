"""The words of the model's term bank in what people write here: hints, never a block (TP-05)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from shared_templates.content.values import Content

# In all inflections, as the search knows them. A word that only inflects the preferred one is not discouraged.
_FOUND = """
SELECT t.title, array_agg(trim(word) ORDER BY place) FROM adoption_adopted t,
    string_to_table(t.content #>> '{head,discouraged}', ',') WITH ORDINALITY AS each (word, place)
WHERE t.kind = 'term' AND t.answer <> 'not_applicable' AND t.title <> ALL(%(besides)s)
    AND to_tsvector('swedish', %(text)s) @@ phraseto_tsquery('swedish', word)
    AND phraseto_tsquery('swedish', word) <> phraseto_tsquery('swedish', t.title)
GROUP BY t.code, t.title ORDER BY t.code
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


def hints(text: str, *, besides: Iterable[str] = ()) -> list[Hint]:
    """What the terms that apply here say of a text; one query, none for no text.

    Args:
        text: plain; what stands after `LONGEST` is not read.
        besides: titles of terms that are not asked: a term names what it advises against.
    """
    if not text.strip():
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, {"text": text[:LONGEST], "besides": list(besides)})
        return [Hint(preferred, tuple(words)) for preferred, words in cursor.fetchall()]


def hints_about(said: Content) -> list[Hint]:
    """The same of an item."""
    texts = (text for _block, each in said.parts() for text in each.values())
    return hints("\n".join(texts), besides=[said.head.get("title", "")])


def sentences(text: str) -> list[str]:
    """The same in words for people; what the editors of pages are told."""
    return [str(hint) for hint in hints(text)]
