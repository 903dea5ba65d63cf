"""What is known at home of a person's other sites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from samverk.identity.directory.queries import Membership, memberships_of, person_key
from samverk.identity.models import User
from samverk.identity.queueing import queue
from samverk.kernel import clock
from samverk.portal.start.desk import desk_of
from tenants.middleware import tenant_of
from tenants.queries import active_schema, url_on

#: What is older than this is asked for anew when the page is shown.
FRESH = timedelta(minutes=2)
#: For so long a person's sites are not asked again, though nobody has answered.
ASKED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Glance:
    """One other site, on the start page."""

    name: str
    mark: str
    kind: str
    colour: str
    url: str
    unread: int
    headlines: list[tuple[str, str]]
    when: list[datetime]


def other_memberships(user: User) -> list[Membership]:
    """The person's open sites but this one, as of now; asked of the directory at most once a minute."""
    return _elsewhere(_memberships(user))


def my_memberships(user: User, remembered: Mapping[str, Any] | None = None) -> tuple[Membership, ...]:
    """The open sites of the person of a request; the frame and a box of one page ask once.

    Args:
        user: the person.
        remembered: see `memberships_of`.
    """
    kept: tuple[Membership, ...] | None = user.__dict__.get("_portal_memberships")
    if kept is None:
        kept = user.__dict__["_portal_memberships"] = _memberships(user, remembered)
    return kept


def _memberships(user: User, remembered: Mapping[str, Any] | None = None) -> tuple[Membership, ...]:
    key = person_key(issuer=user.issuer, subject=user.subject)
    return memberships_of(key=key, day=clock.today(), remembered=remembered)


def _elsewhere(members: tuple[Membership, ...]) -> list[Membership]:
    here = active_schema()
    return [member for member in members if member.schema_name != here]


def glances_of(request: HttpRequest, user: User) -> list[Glance]:
    """Each other site with what was fetched of it last; on the person's desk, so that no question is asked for it.

    What was fetched of a site the person has left is not shown, whatever the desk holds: the directory decides.
    Facts that are old are asked for by the worker, after the answer; never here.
    """
    members = _elsewhere(my_memberships(user))
    if not members:
        return []
    held = desk_of(request, user).glances
    _refresh_when_old(user, members, held, clock.now())
    slug = tenant_of(request).slug
    return [_glance(request, member, held.get(member.schema_name, {}), slug) for member in members]


def _refresh_when_old(user: User, members: list[Membership], held: dict[str, Any], now: datetime) -> None:
    from samverk.portal.elsewhere.tasks import fetch_glances

    fresh = (now - FRESH).isoformat()
    old = any(held.get(m.schema_name, {}).get("at", "") < fresh for m in members)
    if old and cache.add(f"portal:glances:{user.pk}", 1, ASKED_SECONDS):
        queue(fetch_glances, user=user.pk)


def _glance(request: HttpRequest, member: Membership, facts: dict[str, Any], slug: str) -> Glance:
    set_out = url_on(request=request, host=member.host, path=reverse("identity:set_out", args=[slug]))
    return Glance(
        name=member.name,
        mark=member.mark,
        kind=member.kind,
        colour=member.colour,
        url=set_out,
        unread=facts.get("unread", 0),
        headlines=[(title, f"{set_out}?next={quote(url)}") for title, url in facts.get("headlines", ())],
        when=[datetime.fromisoformat(at) for at in facts.get("when", ())],
    )
