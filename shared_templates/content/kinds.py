"""The sorts of items a model municipality keeps, and which texts each has (TP-01, TP-04, TP-11, TP-12, TP-15)."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
        words: the text is one of these; any text where there are none.
    """

    name: str
    label: Words
    required: bool = False
    prose: bool = False
    help: Words = ""
    words: tuple[str, ...] = ()


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
        is_filled: may its prose hold `[[names]]` of what documents are filled with (TP-15).
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
    is_filled: bool = False

    def part(self, name: str) -> Part | None:
        """The sort of block with this name."""
        return next((part for part in self.parts if part.name == name), None)


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
#: What a question of a form may be answered with.
ANSWERS = (
    "Kort text", "Lång text", "Ja eller nej", "Ett val", "Flera val", "Datum", "Belopp", "Underskrift",
)  # fmt: skip
YES_OR_NO = ("ja", "nej")
RETENTION = Field(
    "retention",
    _("Bevaras eller gallras"),
    help=_("Hur länge färdiga dokument bevaras, och enligt vilket beslut. Visas för den som skriver."),
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
            (TITLE, SUMMARY, Field("used_for", _("Används till"), required=True), RETENTION),
            (
                Part(
                    "section",
                    _("Avsnitt"),
                    (
                        TITLE,
                        Field(
                            "text",
                            _("Text i dokumentet"),
                            prose=True,
                            help=_("Det dokumentet börjar med. Skriv [[milstolpar]] där milstolparna ska fyllas i."),
                        ),
                        Field(
                            "guidance",
                            _("Vägledning"),
                            prose=True,
                            help=_("Syns för den som skriver dokumentet, men följer inte med i det."),
                        ),
                    ),
                ),
            ),
            needs=("section",),
            icon="document",
            is_filled=True,
        ),
        ItemKind(
            "blank_form",
            _("Blankett"),
            _("Blanketter"),
            (
                TITLE,
                SUMMARY,
                Field("audience", _("Fylls i av"), required=True),
                Field("received_by", _("Lämnas till"), required=True, help=_("Rollen eller enheten som tar emot den.")),
                Field("law", _("Lagstöd"), help=_("Lag, kapitel och paragraf.")),
                Field(
                    "afterwards",
                    _("Det här händer sedan"),
                    required=True,
                    prose=True,
                    help=_("Vem som läser, hur snabbt det går och hur den som har fyllt i får svar."),
                ),
                replace(
                    RETENTION, required=True, help=_("Hur länge ifyllda blanketter bevaras, och enligt vilket beslut.")
                ),
            ),
            (
                Part(
                    "question",
                    _("Fråga"),
                    (
                        Field("title", _("Fråga"), required=True),
                        Field("help", _("Förklaring"), prose=True, help=_("Står under frågan.")),
                        Field(
                            "answer",
                            _("Sorts svar"),
                            required=True,
                            words=ANSWERS,
                            help=_(
                                "Kort text, Lång text, Ja eller nej, Ett val, Flera val, Datum, Belopp, Underskrift."
                            ),
                        ),
                        Field(
                            "choices",
                            _("Att välja mellan"),
                            help=_("Vid ett eller flera val. Skilj dem åt med kommatecken."),
                        ),
                        Field("required", _("Måste besvaras"), required=True, words=YES_OR_NO, help=_("ja eller nej")),
                    ),
                ),
            ),
            needs=("question",),
            icon="edit",
        ),
        ItemKind(
            "space",
            _("Rumsmall"),
            _("Rumsmallar"),
            (
                TITLE,
                SUMMARY,
                Field(
                    "used_for", _("Används till"), required=True, help=_("Projekt, arbetsgrupp, möten eller nätverk.")
                ),
                Field("opened_by", _("Öppnas av"), required=True, help=_("Rollen som får öppna ett rum efter mallen.")),
                Field(
                    "agenda",
                    _("Stående dagordning"),
                    prose=True,
                    help=_("Punkterna som varje möte i rummet börjar med, som en lista."),
                ),
                Field(
                    "closing",
                    _("När rummet stängs"),
                    required=True,
                    prose=True,
                    help=_("Vad som lämnas över, till vem, och vad som rensas."),
                ),
                replace(
                    RETENTION,
                    required=True,
                    help=_("Vad i rummet som bevaras när det stängs, och enligt vilket beslut."),
                ),
            ),
            (
                Part("section", _("Avsnitt i rummet"), SECTION.fields),
                Part(
                    "folder",
                    _("Mapp"),
                    (TITLE, Field("text", _("Det som ska ligga här"), required=True, prose=True)),
                ),
                Part(
                    "membership",
                    _("Roll i rummet"),
                    (TITLE, Field("text", _("Vad rollen gör och får göra i rummet"), required=True, prose=True)),
                ),
            ),
            needs=("section", "membership"),
            icon="rooms",
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
