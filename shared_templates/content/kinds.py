"""The sorts of items a model municipality keeps, and which texts each has (TP-01, TP-04, TP-11, TP-12)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_templates.content.values import HEAD, Content

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Field:
    """One text.

    Attributes:
        name: in code.
        label: for people.
        required: must be there before a release.
        prose: paragraphs and lists (Markdown); else one line.
        help: what to write, in a sentence.
    """

    name: str
    label: Words
    required: bool = False
    prose: bool = False
    help: Words = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One sort of block."""

    name: str
    label: Words
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class ItemKind:
    """One sort of item.

    Attributes:
        name: in code.
        label, plural: for people.
        head: texts of the item itself.
        parts: what its blocks may be.
        needs: sorts of blocks of which there must be one before a release.
        icon: in ui's set.
        is_routine: does each municipality answer whether it works like this (TP-10).
        is_tested: is it tried out before a release (TP-08).
    """

    name: str
    label: Words
    plural: Words
    head: tuple[Field, ...]
    parts: tuple[Part, ...] = ()
    needs: tuple[str, ...] = ()
    icon: str = "document"
    is_routine: bool = False
    is_tested: bool = False

    def part(self, name: str) -> Part | None:
        """The sort of block with this name."""
        return next((part for part in self.parts if part.name == name), None)


@dataclass(frozen=True, slots=True)
class Lack:
    """A text that must be written before a release."""

    block: str
    field: Field


TITLE = Field("title", _("Rubrik"), required=True)
SUMMARY = Field("summary", _("Kort om"), prose=True, help=_("Vad det är till för och när det används."))
WAY = Field(
    "way_of_working",
    _("Arbetssätt"),
    required=True,
    prose=True,
    help=_("Vem gör vad, varför och med vilken bedömning. Inga klick."),
)
CLICKS = Field(
    "system_step",
    _("Systemsteg"),
    required=True,
    prose=True,
    help=_("Hur det görs i systemet. Kan bytas när systemet byts."),
)
SECTION = Part("section", _("Avsnitt"), (TITLE, Field("text", _("Text"), required=True, prose=True)))

KINDS: dict[str, ItemKind] = {
    kind.name: kind
    for kind in (
        ItemKind(
            "process",
            _("Process"),
            _("Processer"),
            (TITLE, SUMMARY, Field("law", _("Lagstöd"), help=_("Lag, kapitel och paragraf."))),
            (
                Part(
                    "step",
                    _("Steg"),
                    (
                        TITLE,
                        Field("role", _("Roll"), required=True, help=_("Vem som gör steget.")),
                        Field("input", _("Det som behövs")),
                        WAY,
                        CLICKS,
                        Field("output", _("Det som blir klart")),
                        Field("law", _("Lagstöd")),
                    ),
                ),
                Part("routine", _("Rutin"), (TITLE, Field("text", _("Rutinens text"), required=True, prose=True))),
            ),
            needs=("step", "routine"),
            icon="arrow-right",
            is_routine=True,
            is_tested=True,
        ),
        ItemKind(
            "term",
            _("Term"),
            _("Termer"),
            (
                Field("title", _("Term att använda"), required=True),
                Field("definition", _("Definition"), required=True, prose=True),
                Field("source", _("Källa"), required=True),
                Field("allowed", _("Går också bra"), help=_("Skilj orden åt med kommatecken.")),
                Field("discouraged", _("Undvik"), help=_("Skilj orden åt med kommatecken.")),
                Field("note", _("Kommentar"), prose=True),
            ),
            icon="comment",
        ),
        ItemKind(
            "training",
            _("Utbildningsmaterial"),
            _("Utbildningsmaterial"),
            (
                TITLE,
                SUMMARY,
                Field("audience", _("Målgrupp"), required=True),
                Field("minutes", _("Längd i minuter")),
                Field("captions", _("Textning"), help=_("Vilka språk inspelningen är textad på.")),
            ),
            (Part("section", _("Moment"), SECTION.fields),),
            needs=("section",),
            icon="star",
        ),
        ItemKind("guide", _("Lathund"), _("Lathundar"), (TITLE, SUMMARY), (SECTION,), ("section",), "guide", True),
        ItemKind(
            "form",
            _("Dokumentmall"),
            _("Dokumentmallar"),
            (TITLE, SUMMARY, Field("used_for", _("Används till"), required=True)),
            (SECTION,),
            ("section",),
            "document",
        ),
        ItemKind(
            "node",
            _("Plats i intranätet"),
            _("Intranätets struktur"),
            (
                TITLE,
                SUMMARY,
                Field(
                    "page_type",
                    _("Sidtyp"),
                    required=True,
                    help=_("Startsida, Nyhetslista eller Lathundslista. Allt annat blir ett avsnitt."),
                ),
                Field(
                    "parent",
                    _("Ligger under"),
                    help=_("Koden för platsen ovanför, till exempel N-08. Lämna tomt för en plats överst."),
                ),
                Field("naming", _("Namngivning"), help=_("Hur sidor här ska heta. Visas för den som skriver dem.")),
                Field("retention", _("Gallring"), help=_("När sidor här gallras eller bevaras.")),
                Field("children", _("Får ha egna undersidor"), required=True, help=_("ja eller nej")),
            ),
            icon="globe",
        ),
        ItemKind(
            "role",
            _("Roll"),
            _("Roller"),
            (
                TITLE,
                SUMMARY,
                Field("duties", _("Uppgifter"), required=True, prose=True),
                Field(
                    "group",
                    _("Grupp med rättigheter"),
                    help=_("Vad gruppen heter som rollen brukar behöva vara med i, till exempel Mallansvariga."),
                ),
            ),
            icon="people",
        ),
    )
}


def lacks(kind: ItemKind, said: Content) -> Iterator[Lack]:
    """Every text that must be there before a release and is not (TP-11: both way of working and system step)."""
    for field in kind.head:
        if field.required and not said.head.get(field.name):
            yield Lack(HEAD, field)
    for block in said.blocks:
        part = kind.part(block.kind)
        for field in part.fields if part else ():
            if field.required and not block.texts.get(field.name):
                yield Lack(block.id, field)
    for name in kind.needs:
        part = kind.part(name)
        if part and not any(block.kind == name for block in said.blocks):
            yield Lack(HEAD, Field(name, part.label, required=True))
