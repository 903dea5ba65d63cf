"""A guest's stay and a leaver as rows, for tests that are about something else than inviting and leaving."""

from datetime import date, timedelta
from typing import Any

from samverk.identity.guests.models import GuestPlace, GuestStay
from samverk.identity.models import User
from samverk.identity.movers.models import Departure, HandoverItem
from samverk.kernel import clock


def stay_row(*, sponsor: User, user: User | None = None, pages: tuple[int, ...] = (), **values: Any) -> GuestStay:
    """Somebody from the region, here for another month."""
    until: date = values.pop("expires_on", clock.today() + timedelta(days=30))
    stay = GuestStay.objects.create(
        sponsor=sponsor,
        user=user,
        expires_on=until,
        invited_at=clock.now(),
        accepted_at=clock.now() if user else None,
        **{
            "name": user.display_name if user else "Robin Sten",
            "email": f"gast-{GuestStay.objects.count()}@regionen.example",
            "organisation": "Regionen",
            "purpose": "Granska rutinen",
            "terms": "Villkoren",
            "link_base": "http://skara.localhost",
            **values,
        },
    )
    if user is not None:
        user.last_day = until
        user.save(update_fields=["last_day"])
    GuestPlace.objects.bulk_create([GuestPlace(stay=stay, kind="page", key=str(page)) for page in pages])
    return stay


def departure_row(user: User) -> Departure:
    """Somebody who left yesterday, and one thing nobody has taken over."""
    departure = Departure.objects.create(
        user=user, last_day=clock.today() - timedelta(days=1), source="maintainer", state="done",
        told_at=clock.now(), done_at=clock.now(),
    )  # fmt: skip
    HandoverItem.objects.create(departure=departure, kind="drafts", key="1", label="Utkast")
    return departure
