"""TP-04: the algebra of the three-way merge, and what an editor expects of it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_templates.content.hashing import hash_of
from shared_templates.content.merging import Choice, Reason, Side, Unsettled, merge
from shared_templates.content.values import Block, Content, NotContent, as_json, content, from_json, paragraphs
from tests.unit.shared_templates.strategies import TEXT, changed, contents, three


def lines_of(said: Content) -> set[str]:
    """Every paragraph with the place where it stands."""
    places = [("", said.head), *((block.id, block.texts) for block in said.blocks)]
    return {
        f"{block}|{name}|{line}" for block, texts in places for name, text in texts.items() for line in paragraphs(text)
    }


@given(contents(), st.data())
def test_tp04_without_a_change_here_the_models_is_taken(base: Content, data: st.DataObject) -> None:
    theirs = data.draw(changed(base))
    merged = merge(base, theirs, base)
    assert merged.is_clean
    assert merged.content == theirs


@given(contents(), st.data())
def test_tp04_without_a_change_there_ours_stays(base: Content, data: st.DataObject) -> None:
    mine = data.draw(changed(base))
    merged = merge(base, base, mine)
    assert merged.is_clean
    assert merged.content == mine


@given(contents(), st.data())
def test_tp04_where_both_say_the_same_either_is_taken(base: Content, data: st.DataObject) -> None:
    both = data.draw(changed(base))
    merged = merge(base, both, both)
    assert merged.is_clean
    assert merged.content == both


@given(three(), st.sampled_from([Side.THEIRS, Side.MINE]))
def test_tp04_merging_twice_changes_nothing(versions: tuple[Content, Content, Content], side: Side) -> None:
    base, theirs, mine = versions
    questions = merge(base, theirs, mine)
    settled = merge(base, theirs, mine, {conflict.key: Choice(side) for conflict in questions.conflicts}).settled()
    again = merge(theirs, theirs, settled)
    assert again.is_clean
    assert again.content == settled


@given(three())
def test_tp04_merged_with_the_same_once_more_it_stays(versions: tuple[Content, Content, Content]) -> None:
    """From what both began from, not from what was taken: nothing of theirs comes twice."""
    base, theirs, mine = versions
    merged = merge(base, theirs, mine)
    if merged.is_clean:
        again = merge(base, theirs, merged.content)
        assert again.is_clean
        assert again.content == merged.content


@given(three(), st.sampled_from([Side.THEIRS, Side.MINE]))
def test_tp04_nothing_is_dropped_in_silence(versions: tuple[Content, Content, Content], side: Side) -> None:
    base, theirs, mine = versions
    merged = merge(base, theirs, mine)
    there, here, was, left = (lines_of(each) for each in (theirs, mine, base, merged.content))
    asked = {
        line
        for conflict in merged.conflicts
        for each in ("theirs", "mine")
        for line in paragraphs(getattr(conflict, each))
    }

    def is_told(line: str) -> bool:
        return line in left or line.split("|", 2)[2] in asked

    assert all(is_told(line) for line in (there | here) - was), "what either side wrote is there or asked about"
    assert all(is_told(line) for line in was & there & here), "what nobody touched stays"
    assert left <= was | there | here, "nothing is invented"


@given(three())
def test_tp04_an_open_question_cannot_be_passed_by(versions: tuple[Content, Content, Content]) -> None:
    base, theirs, mine = versions
    merged = merge(base, theirs, mine)
    keys = [conflict.key for conflict in merged.conflicts]
    assert len(set(keys)) == len(keys)
    if not keys:
        assert merged.settled() == merged.content
        return
    with pytest.raises(Unsettled):
        merged.settled()
    answers = dict.fromkeys(keys[1:], Choice(Side.MINE))
    assert [conflict.key for conflict in merge(base, theirs, mine, answers).open] == keys[:1]


@given(three())
def test_tp04_the_sides_are_alike(versions: tuple[Content, Content, Content]) -> None:
    """Whoever is called mine: the same questions, and the same words where there are none."""
    base, theirs, mine = versions
    one, other = merge(base, theirs, mine), merge(base, mine, theirs)
    turned = {Reason.REMOVED_HERE: Reason.REMOVED_THERE, Reason.REMOVED_THERE: Reason.REMOVED_HERE}
    assert {conflict.key for conflict in one.conflicts} == {
        conflict.key.replace(conflict.reason, turned.get(conflict.reason, conflict.reason), 1)
        for conflict in other.conflicts
    }
    if one.is_clean:
        assert lines_of(one.content) == lines_of(other.content)


@given(contents())
def test_tp01_a_content_comes_back_from_its_file_with_the_same_hash(said: Content) -> None:
    again = from_json(as_json(said))
    assert again == said
    assert hash_of(again) == hash_of(said)


@given(TEXT, TEXT)
def test_tp01_two_spellings_of_the_same_text_have_one_hash(text: str, other: str) -> None:
    spelled = text.replace("\n", "\r\n\r\n").replace("ä", "a\u0308").replace("å", "a\u030a") + "  \n"
    assert hash_of(content({"title": spelled})) == hash_of(content({"title": text, "summary": " "}))
    if Counter(paragraphs(text)) != Counter(paragraphs(other)):
        assert hash_of(content({"title": other})) != hash_of(content({"title": text}))


@pytest.mark.parametrize(
    "value", [None, [], {"head": {}}, {"head": {"a": 1}, "blocks": []}, {"head": {}, "blocks": [1]}]
)
def test_tp01_what_is_no_content_is_refused(value: object) -> None:
    with pytest.raises(NotContent):
        from_json(value)


def step(name: str, **texts: str) -> Block:
    return Block(name, "step", texts)


BASE = content(
    {"title": "Avvikelse: rapport, utredning, åtgärd"},
    [
        step("report", title="Rapportera", way_of_working="Den som ser avvikelsen rapporterar.\nSamma dag."),
        step("inquire", title="Utred", way_of_working="Enhetschefen utreder.\nInom fjorton dagar.\nBrukaren hörs."),
        step("act", title="Åtgärda", way_of_working="Åtgärden följs upp."),
    ],
)


def with_text(base: Content, block: str, text: str) -> Content:
    return content(
        base.head,
        [
            Block(each.id, each.kind, {**each.texts, "way_of_working": text}) if each.id == block else each
            for each in base.blocks
        ],
    )


def test_tp04_changes_in_different_paragraphs_of_a_step_go_together() -> None:
    theirs = with_text(BASE, "inquire", "Enhetschefen utreder.\nInom fjorton dagar.\nBrukaren och närstående hörs.")
    mine = with_text(BASE, "inquire", "Avvikelsesamordnaren utreder.\nInom fjorton dagar.\nBrukaren hörs.")
    merged = merge(BASE, theirs, mine)
    assert merged.is_clean
    said = merged.content.texts_of("inquire")["way_of_working"]
    assert said == "Avvikelsesamordnaren utreder.\n\nInom fjorton dagar.\n\nBrukaren och närstående hörs."


def test_tp04_the_same_paragraph_is_asked_about_with_all_three() -> None:
    theirs = with_text(BASE, "inquire", "Enhetschefen utreder.\nInom sju dagar.\nBrukaren hörs.")
    mine = with_text(BASE, "inquire", "Enhetschefen utreder.\nInom tjugo dagar.\nBrukaren hörs.")
    (conflict,) = merge(BASE, theirs, mine).conflicts
    assert (conflict.block, conflict.name, conflict.reason) == ("inquire", "way_of_working", Reason.TEXT)
    assert (conflict.base, conflict.theirs, conflict.mine) == (
        "Inom fjorton dagar.",
        "Inom sju dagar.",
        "Inom tjugo dagar.",
    )
    own = merge(BASE, theirs, mine, {conflict.key: Choice(Side.OWN, "Inom tio dagar.\nHelst sju.")}).settled()
    said = own.texts_of("inquire")["way_of_working"]
    assert said == "Enhetschefen utreder.\n\nInom tio dagar.\n\nHelst sju.\n\nBrukaren hörs."


def test_tp04_a_step_taken_away_there_and_changed_here_is_asked_about() -> None:
    theirs = content(BASE.head, [block for block in BASE.blocks if block.id != "act"])
    mine = with_text(BASE, "act", "Åtgärden följs upp efter tre månader.")
    (conflict,) = merge(BASE, theirs, mine).conflicts
    assert conflict.reason == Reason.REMOVED_THERE
    assert merge(BASE, theirs, mine, {conflict.key: Choice(Side.THEIRS)}).settled() == theirs
    assert merge(BASE, theirs, mine, {conflict.key: Choice(Side.MINE)}).settled() == mine
    with pytest.raises(Unsettled):
        merge(BASE, theirs, mine, {conflict.key: Choice(Side.OWN, "x")}).settled()


def test_tp04_a_new_step_stands_where_its_writer_put_it() -> None:
    theirs = content(BASE.head, [BASE.blocks[0], step("assess", title="Bedöm"), *BASE.blocks[1:]])
    mine = content(BASE.head, [*BASE.blocks, step("tell", title="Berätta på arbetsplatsträffen")])
    merged = merge(BASE, theirs, mine)
    assert merged.is_clean
    assert [block.id for block in merged.content.blocks] == ["report", "assess", "inquire", "act", "tell"]


def test_tp04_two_orders_are_asked_about() -> None:
    first, second, third = BASE.blocks
    theirs, mine = content(BASE.head, [second, first, third]), content(BASE.head, [first, third, second])
    (conflict,) = merge(BASE, theirs, mine).conflicts
    assert conflict.reason == Reason.ORDER
    for side, version in ((Side.THEIRS, theirs), (Side.MINE, mine)):
        assert merge(BASE, theirs, mine, {conflict.key: Choice(side)}).settled() == version
