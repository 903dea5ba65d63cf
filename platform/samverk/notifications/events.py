"""What a room says when something happened: one value, given to `actions.tell`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverk.kernel.subjects import Ref


class MyRole(models.IntegerChoices):
    """Why somebody is told; the strongest first. Who has several is told once, by the strongest."""

    ADDRESSED = 1, _("Du är nämnd eller får svar")
    OWNER = 2, _("Det är ditt")
    TOOK_PART = 3, _("Du har varit med")
    FOLLOWER = 4, _("Du följer det")
    EVERYBODY = 5, _("Det gäller alla som kan se det")


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened to a thing of this site.

    Who is named here is told only if they may see the thing (its kind's `readers`), and never of their own act.

    Attributes:
        kind: a key of `kinds.event_kinds`.
        ref: the thing, of a kind in `kernel.subjects.subject_kinds`.
        key: tells this event from all others of its kind; told twice under the same key it is one event.
        title: the thing's name.
        url: where it is read, an address on this site.
        by: key of the user who did it; None for the house.
        excerpt: a few words of what was said, plain text.
        recipients: user keys for each role.
        units: keys of units whose people are told, for each role (a mention of a unit).
        groups: keys of groups whose members are told, for each role.
        everybody: also all others who may see the thing, as `MyRole.EVERYBODY`.
        places: wider things it belongs to; who has muted one of them is not told.
        secret: letters and push say that there is something, never what.
    """

    kind: str
    ref: Ref
    key: str
    title: str
    url: str
    by: int | None
    excerpt: str = ""
    recipients: Mapping[MyRole, Collection[int]] = field(default_factory=dict)
    units: Mapping[MyRole, Collection[int]] = field(default_factory=dict)
    groups: Mapping[MyRole, Collection[int]] = field(default_factory=dict)
    everybody: bool = False
    places: tuple[Ref, ...] = ()
    secret: bool = False
