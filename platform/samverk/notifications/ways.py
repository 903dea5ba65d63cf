"""By which ways somebody is told."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pace(models.IntegerChoices):
    """How soon a letter comes."""

    NEVER = 0, _("Inget brev")
    AT_ONCE = 1, _("Brev på en gång")
    DAILY = 2, _("I dagens brev")
    WEEKLY = 3, _("I veckobrevet")


@dataclass(frozen=True, slots=True)
class Ways:
    """One cell of the matrix.

    Attributes:
        inbox: does it lie in the inbox.
        mail: in which letter.
        push: does the phone or the browser tell at once.
    """

    inbox: bool = True
    mail: Pace = Pace.NEVER
    push: bool = False

    def and_also(self, other: "Ways") -> "Ways":
        """All ways of both, and the letter that comes first: who is in two groups is told as either wants."""
        letters = [pace for pace in (self.mail, other.mail) if pace != Pace.NEVER]
        return Ways(
            inbox=self.inbox or other.inbox,
            mail=min(letters, default=Pace.NEVER),
            push=self.push or other.push,
        )


@dataclass(frozen=True, slots=True)
class Closely:
    """What somebody has chosen about one thing; None is as the matrix says.

    Attributes:
        pace: in which letter.
        inbox: does it lie in the inbox.
        push: does the phone or the browser tell at once.
    """

    pace: Pace | None = None
    inbox: bool | None = None
    push: bool | None = None

    def over(self, wider: "Closely") -> "Closely":
        """The nearer choice, and where it says nothing what was chosen for what the thing belongs to."""
        return Closely(
            pace=wider.pace if self.pace is None else self.pace,
            inbox=wider.inbox if self.inbox is None else self.inbox,
            push=wider.push if self.push is None else self.push,
        )

    def instead_of(self, usual: Ways) -> Ways:
        """The ways, where they were `usual` without a choice."""
        return Ways(
            inbox=usual.inbox if self.inbox is None else self.inbox,
            mail=usual.mail if self.pace is None else self.pace,
            push=usual.push if self.push is None else self.push,
        )
