"""What an editor of the model may begin to write: every sort of item and what it is for, near ones together."""

from django.utils.translation import gettext_lazy as _

from shared_templates.content.kinds import KINDS, ItemKind, Words

#: Heading → (sort, what it is for).
_SHELVES: tuple[tuple[Words, tuple[tuple[str, Words], ...]], ...] = (
    (
        _("Så arbetar vi"),
        (
            ("process", _("Ett arbetssätt från början till slut, steg för steg. Den provas innan den släpps.")),
            ("guide", _("Hur man gör en enda sak, till exempel registrerar en avvikelse.")),
            ("role", _("Vem som gör vad i processerna, och vilken grupp rollen brukar vara med i.")),
            ("term", _("Ett ord som alla ska använda lika: vad det betyder och vilka ord som undviks.")),
        ),
    ),
    (
        _("Att lära sig och fylla i"),
        (
            ("training", _("En genomgång av en process, för dem som ska lära sig den.")),
            ("form", _("Ett dokument som kommunen skriver efter, till exempel en projektrapport.")),
            ("blank_form", _("Frågor som någon svarar på, till exempel en ansökan.")),
        ),
    ),
    (
        _("Intranätet och rummen"),
        (
            ("node", _("En plats i intranätets meny: vad den heter och vad som ska ligga där.")),
            ("space", _("Hur ett rum för ett projekt eller en grupp ser ut när det öppnas.")),
        ),
    ),
)


def shelves() -> list[tuple[Words, list[tuple[ItemKind, Words]]]]:
    """Headings in order, each with its sorts and their sentences; every sort once."""
    return [(heading, [(KINDS[name], sentence) for name, sentence in kinds]) for heading, kinds in _SHELVES]
