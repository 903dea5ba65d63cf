"""TP-15: what `[[names]]` in a text become, and what is wrong with those nobody knows."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_templates.content.filling import Fill, misplaced, name_alone, names_in, with_names
from shared_templates.content.kinds import ANSWERS, KINDS
from shared_templates.content.lacking import lacks
from shared_templates.content.values import Block, content
from shared_templates.content.words import told_lacks
from shared_templates.documents.drawing import Filled, pieces
from shared_templates.documents.shape import begun, guidance

NAMES = st.sampled_from(["milstolpar", "risker", "budget", "likhet"])
#: Composed, as texts are kept: a compatibility ideograph is the letter it stands for.
PLAIN = st.text(st.characters(blacklist_characters="[]\x00", blacklist_categories=["Cs", "Cc", "Zl", "Zp"])).map(
    lambda text: unicodedata.normalize("NFC", text).strip()
)


@given(st.lists(PLAIN | NAMES.map(lambda name: f"[[{name}]]")))
def test_tp15_every_word_somebody_wrote_is_still_there_and_every_name_became_its_rows(lines: list[str]) -> None:
    text = "\n".join(lines)
    fills = {name: Filled(name, name, None, Fill(f"<{name}>")) for name in names_in(text)}  # type: ignore[arg-type]
    found = list(pieces(text, fills))
    written = [line.rstrip() for line in lines if line.strip() and not name_alone(line)]
    assert [line for piece in found for line in piece.text.splitlines() if line] == written
    assert [piece.filled.name for piece in found if piece.filled] == [
        name_alone(line) for line in lines if name_alone(line)
    ]
    assert list(misplaced(text)) == []


def test_tp15_within_a_sentence_a_name_becomes_its_sum() -> None:
    assert with_names("Nu: [[ Risker ]], sa hon.", lambda name: f"<{name}>") == "Nu: <risker>, sa hon."
    assert name_alone("  [[risker]] ") == "risker"
    assert name_alone("[[risker]] nu") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[milstolpe]]", "Inget fylls i på [[milstolpe]]."),
        ("Se [[milstolpar].", "Skriv namnet mellan två hakparenteser"),
        ("[[]]", "Inget fylls i på [[]]."),
    ],
)
def test_tp15_a_name_nobody_knows_stands_before_the_release_in_clear_words(text: str, said: str) -> None:
    form = content(
        {"title": "Lägesrapport", "used_for": "Styrgruppen"},
        [Block("lage", "section", {"title": "Läget", "text": text})],
    )
    (told,) = told_lacks(form, lacks(KINDS["form"], form))
    assert told.startswith(f"Text i dokumentet i ”Läget”: {said}")
    guide = content({"title": "Lathund"}, form.blocks)
    assert list(lacks(KINDS["guide"], guide)) == [], "only what documents are written after is filled in"


def test_tp15_a_document_begins_with_the_templates_text_and_leaves_its_guidance_behind() -> None:
    section = {"title": "Läget", "text": "[[risker]]", "guidance": "Skriv kort."}
    template = content({"title": "Lägesrapport", "used_for": "X", "summary": "Y"}, [Block("lage", "section", section)])
    said = begun(template)
    assert dict(said.head) == {"title": "Lägesrapport"}
    assert [dict(block.texts) for block in said.blocks] == [{"text": "[[risker]]", "title": "Läget"}]
    assert guidance(template) == {"lage": "Skriv kort."}


def test_tp01_a_form_says_what_is_asked_what_happens_then_and_how_long_it_is_kept() -> None:
    kind = KINDS["blank_form"]
    asked = {"title": "Vem?", "answer": "Fritext", "required": "kanske"}
    said = content({"title": "Ansökan"}, [Block("vem", "question", asked)])
    assert told_lacks(said, lacks(kind, said)) == [
        "Fylls i av saknas.",
        "Lämnas till saknas.",
        "Det här händer sedan saknas.",
        "Bevaras eller gallras saknas.",
        f"Sorts svar i ”Vem?”: Välj något av: {', '.join(ANSWERS)}.",
        "Måste besvaras i ”Vem?”: Välj något av: ja, nej.",
    ]
    assert [lack.field.name for lack in lacks(kind, content({}))][-1] == "question"


def test_tp01_a_room_template_says_its_sections_its_roles_and_how_it_is_closed() -> None:
    kind = KINDS["space"]
    told = [lack.field.name for lack in lacks(kind, content({"title": "Projektrum"}))]
    assert told == ["used_for", "opened_by", "closing", "retention", "section", "membership"]


def test_the_table_of_masters_has_room_for_every_sort() -> None:
    assert max(map(len, KINDS)) <= 12
