"""What departures offer to the registries, and what identity itself has that a leaver leaves."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.identity.models import User
from samverk.identity.movers.actions.leave_groups import leave_groups
from samverk.identity.profile.queries import sites_elsewhere
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    Leaving,
    administration_entries,
    person_leaves,
)
from tenants.life.rules import tables_not_copied


def _groups(*, user: User) -> int:
    return user.groups.count()


def _leave_groups(*, actor: Actor, user: User, to: User | None, day: date) -> int:
    """A right is nobody's to hand over: the receiver gets groups from who gives them."""
    return leave_groups(actor=actor, user=user)


def _elsewhere(*, user: User) -> int:
    return len(sites_elsewhere(user=user, day=clock.today()))


def _told_already(*, actor: Actor, user: User, to: User | None, day: date) -> int:
    """Those sites were told the last day when it was set, and see the person out themselves."""
    return 0


person_leaves.register("groups", Leaving(label=_("Grupper"), count=_groups, apply=_leave_groups))
person_leaves.register("elsewhere", Leaving(label=_("Andra webbplatser"), count=_elsewhere, apply=_told_already))
administration_entries.register(
    "departures",
    AdministrationEntry(
        part=AdministrationPart.PEOPLE,
        label=_("Den som slutar"),
        description=_("Sätt sista dagen, se vad personen har hand om och vem som tar över."),
        url=lambda: reverse("movers:overview"),
        may_see=is_maintainer,
        order=37,
        icon="logout",
    ),
)
administration_entries.register(
    "handover",
    AdministrationEntry(
        part=AdministrationPart.PEOPLE,
        label=_("Överlämning"),
        description=_("Det som ligger kvar efter dem som har slutat, tills någon har tagit över det."),
        url=lambda: reverse("movers:queue"),
        may_see=is_maintainer,
        order=38,
        icon="arrow-right",
    ),
)
tables_not_copied.register("movers_departure", "vem som slutar")
tables_not_copied.register("movers_handoveritem", "vad den som slutar lämnar över")
