"""PF-21: an article becomes a guide of the model with all that it says, and nothing that nobody wrote."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverk.intranet.knowledge.registries import SharedText, Source
from shared_templates.content.kinds import KINDS
from shared_templates.content.lacking import lacks
from shared_templates.content.prose import prose
from shared_templates.content.values import Content
from shared_templates.knowledge.as_guide import as_guide
from shared_templates.knowledge.markup import cleaned, readings

SOURCES = (Source("Socialstyrelsen", "https://www.socialstyrelsen.se/lex-sarah", "2026-11-01"), Source("Boken", "", ""))


def guide(body: str, lead: str = "") -> Content:
    text = SharedText(
        title="Lex Sarah", lead=lead, body=cleaned(body), sources=SOURCES, about="", whose="Skara", version=2,
        shared_at=datetime(2026, 11, 22, 12, tzinfo=UTC), used_by=0,
    )  # fmt: skip
    return as_guide(text)


def sections(said: Content) -> dict[str, str]:
    return {block.texts["title"]: block.texts["text"] for block in said.blocks}


def test_pf21_headings_become_sections_and_whose_it_is_stands_last() -> None:
    said = guide("<p>Först.</p><h2>Utred &amp; följ upp</h2><p>Inom <b>sju </b>dagar.</p><h3>Sedan</h3><p>Klart.</p>")
    assert sections(said) == {
        "Lex Sarah": "Först.",
        "Utred & följ upp": "Inom **sju** dagar.",
        "Sedan": "Klart.",
        "Källor": "- Skara: Lex Sarah, version 2, delad 22 november 2026\n"
        "- [Socialstyrelsen](<https://www.socialstyrelsen.se/lex-sarah>), läst 2026-11-01\n- Boken",
    }
    assert list(lacks(KINDS["guide"], said)) == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ul><li>Ett</li><li><p>Två</p></li></ul>", "- Ett\n- Två"),
        ("<ol><li>Ett<ul><li>Inuti</li></ul></li><li>Två</li></ol>", "1. Ett\n   - Inuti\n2. Två"),
        ("<p>Ring<br>nu</p><ul><li>Ring<br>nu</li></ul>", "Ring\n\nnu\n\n- Ring nu"),
        ('<p>Läs <a href="https://exempel.test/a b">mer</a>.</p>', "Läs [mer](<https://exempel.test/a b>)."),
        ("<p>Skriv *inte* [så] &lt;här&gt;</p>", r"Skriv \*inte\* \[så\] \<här\>"),
        ("<p><i> </i><b></b>Ord</p>", "Ord"),
        ("<p>_inte_ &amp;copy;</p>", r"\_inte\_ \&copy;"),
        ("<p>- a</p><p>+ b</p><p>2026. c</p><p>1) d</p>", "\\- a\n\n\\+ b\n\n2026\\. c\n\n1\\) d"),
        (
            '<p><a href="https://exempel.test/&gt;)?a&amp;copy;">mer</a></p>',
            "[mer](<https://exempel.test/%3E)?a&amp;copy;>)",
        ),
    ],
)
def test_pf21_lists_links_and_signs_are_read_as_they_were(body: str, text: str) -> None:
    said = guide(f"{body}<h2></h2>")
    assert sections(said)["Lex Sarah"] == text


def test_pf21_whose_it_is_and_what_it_builds_on_stand_as_they_are_called() -> None:
    """A name is no markup, whoever wrote the row."""
    sources = (Source("Boken", "https://exempel.test/>) [b](https://annat.test", "*i dag*"),)
    text = SharedText(
        title="*Fet* [klick](https://annat.test)", lead="", body=cleaned("<p>x</p>"), sources=sources, about="",
        whose="_Skara_", version=2, shared_at=datetime(2026, 11, 22, 12, tzinfo=UTC), used_by=0,
    )  # fmt: skip
    shown = prose(as_guide(text).blocks[-1].texts["text"])
    assert "_Skara_: *Fet* [klick](https://annat.test), version 2" in shown
    assert "läst *i dag*" in shown
    assert shown.count("<a ") == 1


def test_pf21_an_article_of_headings_alone_has_no_empty_sections() -> None:
    assert list(sections(guide("<h2>Tom</h2>"))) == ["Källor"]
    assert guide("", lead="Kort *om* den.").head["summary"] == r"Kort \*om\* den."


_WORDS = st.text(alphabet="abcåäö *[]<>`\\_#-1.&", min_size=1, max_size=30)
_PARTS = st.lists(st.tuples(st.sampled_from(["p", "li", "b"]), _WORDS), max_size=6)


@given(_PARTS)
def test_pf21_no_word_is_lost_and_none_becomes_markup(parts: list[tuple[str, str]]) -> None:
    """Read as the model shows it, a guide says the letters of the article, each of them."""
    escaped = [(tag, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")) for tag, text in parts]
    body = "".join(f"<p>{text}</p>" if tag == "p" else f"<ul><li>{text}</li></ul>" for tag, text in escaped)
    said = guide(body)
    shown = readings(prose(sections(said).get("Lex Sarah", "")))[1]
    assert letters(shown) == letters("".join(text for _tag, text in parts))


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha())
