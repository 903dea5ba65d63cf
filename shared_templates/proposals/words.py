"""How far a proposal has come, and what its conflicts are about, in words for people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_templates.adoption.words import AskedWords
from shared_templates.content.merging import Reason
from shared_templates.proposals.models import Stance, State
from shared_templates.proposals.queries import Tally
from shared_templates.screens.comparing import Told

STATES: dict[str, Told] = {
    State.DRAFT: Told(State.DRAFT.label, "neutral", "edit"),
    State.SENT: Told(State.SENT.label, "info", "comment"),
    State.ACCEPTED: Told(State.ACCEPTED.label, "success", "check"),
    State.DECLINED: Told(State.DECLINED.label, "danger", "close"),
    State.WITHDRAWN: Told(State.WITHDRAWN.label, "neutral", "close"),
    State.RELEASED: Told(State.RELEASED.label, "success", "star"),
}
STANCES: dict[str, Told] = {
    Stance.FOR: Told(Stance.FOR.label, "success", "check"),
    Stance.AGAINST: Told(Stance.AGAINST.label, "danger", "close"),
    Stance.ABSTAINS: Told(Stance.ABSTAINS.label, "neutral", "question"),
}
#: Where the proposal and the draft it shall come into have both changed a place.
QUESTION: AskedWords = {
    Reason.TEXT: (
        gettext_lazy("Förslaget och utkastet har skrivit om samma ställe."),
        gettext_lazy("Förslagets"),
        gettext_lazy("Utkastets"),
    ),
    Reason.REMOVED_THERE: (
        gettext_lazy("Förslaget tar bort delen, och utkastet har ändrat i den."),
        gettext_lazy("Förslagets: delen tas bort"),
        gettext_lazy("Utkastets: delen står kvar"),
    ),
    Reason.REMOVED_HERE: (
        gettext_lazy("Utkastet har tagit bort delen, och förslaget ändrar i den."),
        gettext_lazy("Förslagets: delen läggs tillbaka"),
        gettext_lazy("Utkastets: delen är borta"),
    ),
    Reason.ORDER: (
        gettext_lazy("Båda har flyttat om delarna."),
        gettext_lazy("Förslagets ordning"),
        gettext_lazy("Utkastets ordning"),
    ),
}


def told_tally(tally: Tally) -> str:
    """What the municipalities say, in short: 3 för, 1 mot."""
    counted = [
        (tally.count(Stance.FOR), _("%(number)s för")),
        (tally.count(Stance.AGAINST), _("%(number)s mot")),
        (tally.count(Stance.ABSTAINS), _("%(number)s avstår")),
    ]
    return ", ".join(text % {"number": number} for number, text in counted if number) or _("Inga röster än")


def told_affected(tally: Tally) -> str:
    """How many of those that have changed the item themselves have voted; empty where nobody has changed it."""
    if not tally.affected:
        return ""
    told = {"voted": tally.affected - tally.silent(), "number": tally.affected}
    return _("%(voted)s av %(number)s berörda har röstat") % told
