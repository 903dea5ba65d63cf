"""What a document is made of: a title, and sections in order. The same shape as an item, so that one form writes it."""

from django.utils.translation import gettext_lazy as _

from shared_templates.content.filling import names_in
from shared_templates.content.kinds import TITLE, Field, ItemKind, Part
from shared_templates.content.values import Block, Content, content

DOCUMENT = ItemKind(
    "document",
    _("Dokument"),
    _("Dokument"),
    (TITLE,),
    (Part("section", _("Avsnitt"), (TITLE, Field("text", _("Text"), prose=True))),),
    is_filled=True,
)


def begun(template: Content) -> Content:
    """The document as it begins: every section of the template with its text; what guides the writer stays there."""
    title = {"title": template.head.get("title", "")}
    kept = [
        Block(block.id, "section", {name: block.texts.get(name, "") for name in ("title", "text")})
        for block in template.blocks
    ]
    return content(title, kept)


def guidance(template: Content) -> dict[str, str]:
    """Section → what the template says to its writer."""
    return {block.id: block.texts["guidance"] for block in template.blocks if block.texts.get("guidance")}


def names_of(said: Content) -> list[str]:
    """The names all sections hold, each once, in order of reading."""
    return list(dict.fromkeys(name for block in said.blocks for name in names_in(block.texts.get("text", ""))))
