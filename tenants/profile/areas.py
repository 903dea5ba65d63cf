"""The five areas, and what each step looks like in a municipality's everyday life.

From what those who tried found hardest: different conditions for cooperation, different maturity, too little time to
build the organisation, key persons who change (GVS12's own summary), and ways of working that were never described.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tenants.settings.kinds import Text


@dataclass(frozen=True, slots=True)
class Area:
    """One area.

    Attributes:
        name: the model's field.
        label: what it is called.
        question: what one asks oneself.
        steps: what one to five look like.
    """

    name: str
    label: Text
    question: Text
    steps: tuple[Text, Text, Text, Text, Text]


AREAS = (
    Area(
        "governance",
        _("Ledning och styrning"),
        _("Vem bestämmer om gemensamma arbetssätt, och följs besluten upp?"),
        (
            _("Ingen är utsedd att bestämma."),
            _("Någon är utsedd men saknar mandat eller tid."),
            _("Det finns en styrgrupp som fattar beslut."),
            _("Besluten följs upp och verksamheten vet vad som gäller."),
            _("Ledningen planerar flera år framåt tillsammans med andra kommuner."),
        ),
    ),
    Area(
        "change",
        _("Förändringsledning"),
        _("Hur går det till när ett arbetssätt ska ändras?"),
        (
            _("Ändringar meddelas när de redan har hänt."),
            _("Det informeras i förväg, men få hinner förbereda sig."),
            _("Det finns en plan för information och utbildning vid varje ändring."),
            _("De som berörs är med och utformar ändringen."),
            _("Vi mäter om ändringen fick fäste och rättar det som inte blev bra."),
        ),
    ),
    Area(
        "people",
        _("Resurser och nyckelpersoner"),
        _("Finns det folk med tid, och klarar vi att någon slutar?"),
        (
            _("Allt hänger på en eldsjäl."),
            _("Rollerna finns men sköts vid sidan av ordinarie arbete."),
            _("Rollerna har avsatt tid."),
            _("Varje roll har en ersättare som kan jobbet."),
            _("Kompetensen finns på flera håll och delas med andra kommuner."),
        ),
    ),
    Area(
        "processes",
        _("Arbetssätt och rutiner"),
        _("Är arbetssätten beskrivna, och gör vi lika?"),
        (
            _("Varje enhet gör på sitt eget sätt."),
            _("Några rutiner är beskrivna, men alla vet inte var."),
            _("De viktigaste arbetssätten är beskrivna och går att hitta."),
            _("Vi följer gemensamma arbetssätt och vet var vi avviker."),
            _("Vi förbättrar de gemensamma arbetssätten tillsammans med andra."),
        ),
    ),
    Area(
        "information",
        _("Teknik och information"),
        _("Kan uppgifter, inloggning och system användas gemensamt?"),
        (
            _("Systemen är skilda och uppgifter skrivs in flera gånger."),
            _("Det finns en gemensam inloggning för en del."),
            _("Katalogen över medarbetare stämmer och styr inloggningen."),
            _("Information är klassad och gallras som den ska."),
            _("System byter uppgifter med varandra, även över kommungränsen."),
        ),
    ),
)
