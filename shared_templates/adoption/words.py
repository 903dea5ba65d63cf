"""How an item stands, and what a release would do to it, in words for people."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shared_templates.adoption.models import Adopted, Answer, PutOff
from shared_templates.adoption.planning import Effect
from shared_templates.content.likeness import Likeness
from shared_templates.content.merging import Reason, Unsettled
from shared_templates.screens.comparing import Told

Words = str | Promise


STANDING: dict[str, Told] = {
    Likeness.INHERITED: Told(_("Ärvd"), "success", "check"),
    Likeness.ADAPTED: Told(_("Anpassad"), "info", "edit"),
    Likeness.REPLACED: Told(_("Ersatt"), "warning", "switch"),
    Likeness.NOT_APPLICABLE: Told(_("Gäller inte oss"), "neutral", "close"),
}
#: What taking an item would do, in a sentence.
EFFECT: dict[Effect, Words] = {
    Effect.NEW: _("Ny hos er. Den läggs till som den är."),
    Effect.UPDATE: _("Ni har inte ändrat den. Texten blir mallens nya."),
    Effect.MERGED: _("Ni och mallen har ändrat olika ställen. Båda ändringarna behålls."),
    Effect.CONFLICT: _("Ni och mallen har ändrat samma ställe. Välj vad som ska gälla."),
    Effect.LOCKED: _("Mallen har låst den. Mallens text ersätter er."),
    Effect.DECIDED: _("Ett organ hos er har beslutat om texten. Ta in den bara om beslutet också ändras."),
    Effect.NOT_HERE: _("Ni har svarat att den inte gäller er. Bara versionen noteras."),
}
EFFECT_BADGE: dict[Effect, Told] = {
    Effect.NEW: Told(_("Ny"), "success", "plus"),
    Effect.UPDATE: Told(_("Uppdateras"), "info", "check"),
    Effect.MERGED: Told(_("Vävs ihop"), "info", "edit"),
    Effect.CONFLICT: Told(_("Välj"), "warning", "warning"),
    Effect.LOCKED: Told(_("Låst"), "warning", "lock"),
    Effect.DECIDED: Told(_("Beslutad hos er"), "warning", "lock"),
    Effect.NOT_HERE: Told(_("Gäller inte oss"), "neutral", "close"),
}
#: By sort of conflict: what it is about, and what choosing either side means.
AskedWords = Mapping[Reason, tuple[Words, Words, Words]]
QUESTION: AskedWords = {
    Reason.TEXT: (_("Båda har skrivit om samma ställe."), _("Mallens"), _("Vår")),
    Reason.REMOVED_THERE: (
        _("Mallen har tagit bort delen, och ni har ändrat i den."),
        _("Mallens: delen tas bort"),
        _("Vår: delen står kvar"),
    ),
    Reason.REMOVED_HERE: (
        _("Ni har tagit bort delen, och mallen har ändrat i den."),
        _("Mallens: delen läggs tillbaka"),
        _("Vår: delen är borta"),
    ),
    Reason.ORDER: (_("Båda har flyttat om delarna."), _("Mallens ordning"), _("Vår ordning")),
}


def standing(item: Adopted, *, is_outdated: bool = False) -> list[Told]:
    """The badges of an item here: how like it is, whether its routine waits for an answer, whether it is out of date.

    Args:
        item: which.
        is_outdated: is it training made for an older version of what it teaches (TP-07).
    """
    told = [STANDING[item.likeness]]
    if item.decided_on:
        told.append(Told(_("Beslutad hos er"), "info", "lock"))
    if is_outdated:
        told.append(Told(_("Inaktuellt"), "danger", "warning"))
    if item.answer == Answer.UNKNOWN:
        told.append(Told(_("Inte besvarad"), "warning", "question"))
    elif item.answer == Answer.DEVIATE:
        told.append(Told(_("Vi gör avsteg"), "info", "flag"))
    return told


def told_newer(said: PutOff | None, day: date) -> str:
    """What was said here of a version that is newer than ours, in a sentence; that nobody has, where nobody has.

    Args:
        said: whether it waits or is not taken.
        day: today.
    """
    if said is None:
        return gettext("Ingen har tagit ställning till den än.")
    if said.until is None:
        return gettext("Ni har avstått från den: %(why)s") % {"why": said.why}
    told = {"day": date_format(said.until, "j F Y")}
    if said.until <= day:
        return gettext("Ni skulle titta på den %(day)s.") % told
    return gettext("Ni har skjutit upp den till %(day)s.") % told


def told_unsettled(error: Unsettled) -> str:
    """Which items wait for an answer, in a sentence: those that were chosen, or what those build on."""
    told = {"codes": ", ".join(error.codes)}
    return gettext("Ni och mallen har ändrat samma ställe i %(codes)s. Välj vad som ska gälla där först.") % told


def told_counts(counts: dict[str, int]) -> list[str]:
    """How many of each effect, in words: 3 nya, 1 med val att göra."""
    said = []
    for effect in Effect:
        number = counts.get(effect, 0)
        if number and effect != Effect.SAME:
            said.append(_count(effect, number))
    return said


def _count(effect: Effect, number: int) -> str:
    told = {"number": number}
    match effect:
        case Effect.NEW:
            return ngettext("%(number)s ny", "%(number)s nya", number) % told
        case Effect.UPDATE:
            return ngettext("%(number)s uppdaterad", "%(number)s uppdaterade", number) % told
        case Effect.MERGED:
            return ngettext("%(number)s hopvävd", "%(number)s hopvävda", number) % told
        case Effect.CONFLICT:
            return ngettext("%(number)s med val att göra", "%(number)s med val att göra", number) % told
        case Effect.LOCKED:
            return ngettext("%(number)s låst", "%(number)s låsta", number) % told
        case Effect.DECIDED:
            return ngettext("%(number)s beslutad hos er", "%(number)s beslutade hos er", number) % told
        case _:
            return ngettext("%(number)s som inte gäller er", "%(number)s som inte gäller er", number) % told
