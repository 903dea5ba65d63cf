"""Articles of the knowledge bank about an item and its steps (PF-21)."""

from collections.abc import Sequence
from dataclasses import dataclass

from samverk.intranet.knowledge.queries import articles_about
from samverk.intranet.queries import address_of
from shared_templates.adoption.models import Adopted


@dataclass(frozen=True, slots=True)
class Known:
    """An article on the item's page; `step` is what the step is called, empty for the item as a whole."""

    title: str
    url: str
    step: str


def articles_of(row: Adopted, reader: object) -> Sequence[Known]:
    """Those the reader may read, in the order of the steps, first those about the whole; one query."""
    said = row.said()
    order = {block.id: number for number, block in enumerate(said.blocks, 1)}
    found = []
    for page in articles_about(reader=reader, item=str(row.key)):
        block = page.about.partition("#")[2]
        step = said.texts_of(block).get("title", "") if block else ""
        found.append((order.get(block, 0), Known(page.title, address_of(page), step)))
    return [known for _place, known in sorted(found, key=lambda each: each[0])]
