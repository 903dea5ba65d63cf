"""People as they stand in lists: a fixed number of queries, whatever the number of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import BigIntegerField
from django.urls import reverse
from django.utils.translation import gettext as _

from samverk.identity.models import INTERNAL, User
from samverk.people.models import Placement
from samverk.people.models.dated import on
from samverk.people.profiles.away import Away, away_on
from samverk.ui.components.avatar.component import initials_of, tone_of
from tenants.conditions import is_one_of
from tenants.kept_queries import KeptQuery


@dataclass(frozen=True, slots=True)
class Card:
    """One person in a list, ready to be drawn.

    Attributes:
        name: as people see it.
        url: the person's page.
        initials, tone: where there is no picture.
        picture: address of the picture, or empty.
        roles: "Undersköterska, Hemtjänst" for each place; the title where there is none.
        phone: number to call, or empty.
        away: Borta till …, or empty.
        acting_for: the municipality, where people come from several.
        external: from outside the organisation.
        ask_about: what they can be asked about, or empty.
    """

    name: str
    url: str
    initials: str
    tone: int
    picture: str
    roles: tuple[str, ...]
    phone: str
    away: str
    acting_for: str
    external: bool
    ask_about: str

    @property
    def phone_url(self) -> str:
        """To call with."""
        return "tel:" + "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@cache
def _urls() -> tuple[str, str]:
    """The address of anybody's page, cut where the id goes in: `reverse` costs more than a card."""
    nobody = "00000000-0000-4000-8000-000000000000"
    before, after = reverse("people:person", args=[nobody]).split(nobody)
    return before, after


def person_url(uuid: object) -> str:
    """The page about a person."""
    before, after = _urls()
    return f"{before}{uuid}{after}"


def photo_url(photo: str, size: int = 96) -> str:
    """The address of a picture in one of its sizes; empty without one."""
    return reverse("people:photo", args=[photo, size]) if photo else ""


def cards(*, users: Sequence[User], day: date, shows_municipality: bool) -> list[Card]:
    """The people in the order they are given; two queries beside the one that read them.

    Args:
        users: read with `select_related("profile")`; all of them listed.
        day: today.
        shows_municipality: do people come from several.
    """
    keys = [user.pk for user in users]
    roles, away = roles_of(keys, day), away_on(users=keys, day=day)
    return [_card(user, roles.get(user.pk, []), away.get(user.pk), shows_municipality) for user in users]


def roles_of(users: Sequence[int], day: date) -> dict[int, list[str]]:
    """Key of each user who has a place that day → what they are and where, what they lead first; one query."""
    found: dict[int, list[str]] = {}
    for key, title, unit, is_head in _places(users=list(users), day=day):
        told = _("%(title)s, %(unit)s") % {"title": title, "unit": unit}
        found.setdefault(key, []).append(_("%(role)s (chef)") % {"role": told} if is_head else told)
    return found


_places = KeptQuery(
    lambda users, day: (
        Placement.objects.filter(on(day), is_one_of("user", users, BigIntegerField()))
        .order_by("-is_head", "pk")
        .values_list("user_id", "title", "unit__name", "is_head")
    ),
    users=list[int],
    day=date,
)


def _card(user: User, roles: list[str], away: Away | None, shows_municipality: bool) -> Card:
    profile = getattr(user, "profile", None)
    return Card(
        name=user.display_name,
        url=person_url(user.uuid),
        initials=initials_of(user.display_name.replace("(demo)", "")),
        tone=tone_of(user.display_name),
        picture=photo_url(profile.photo) if profile else "",
        roles=tuple(roles) or ((user.title,) if user.title else ()),
        phone=(profile.phone or profile.mobile) if profile else "",
        away=away.told if away else "",
        acting_for=user.acting_for_name if shows_municipality else "",
        external=user.capacity not in INTERNAL,
        ask_about=profile.ask_about if profile else "",
    )
