"""How like an item here is to the model municipality's: counted, never typed in (TP-02)."""

from enum import StrEnum

from shared_templates.content.values import Content


class Likeness(StrEnum):
    """How an item stands here against the release it was last taken from."""

    INHERITED = "inherited"
    ADAPTED = "adapted"
    REPLACED = "replaced"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


def likeness(base: Content, mine: Content) -> Likeness:
    """INHERITED: nothing differs. REPLACED: nothing of what the base says in text is left. Else ADAPTED."""
    if mine == base:
        return Likeness.INHERITED
    kept = sum(
        mine.texts_of(block).get(name) == text
        for block, texts in base.parts()
        for name, text in texts.items()
        if name != "title"
    )
    return Likeness.ADAPTED if kept else Likeness.REPLACED


def share_alike(inherited: int, counted: int) -> int | None:
    """Per cent of the items that count here which stand unchanged; None where none counts.

    Rounded down: 100 means all of them.
    """
    return inherited * 100 // counted if counted else None
