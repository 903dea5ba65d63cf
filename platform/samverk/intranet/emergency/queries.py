"""What an emergency pack holds, and the newest one that was made."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from wagtail.rich_text import expand_db_html

from samverk.intranet.models import GuidePage
from samverk.intranet.privacy import closed_pages, without_closed
from samverk.people.queries import Head, heads
from samverk.people.site_settings import DEPARTMENT, SCOPE_KINDS, SUPPORT
from tenants.settings.queries import chosen, path_to
from tenants.settings.registry import HERE

if TYPE_CHECKING:
    from django.db.models import QuerySet

FOLDER = "nodpaket"
NAME = re.compile(r"(\d{8}T\d{6})Z\.zip")
#: Links into the house lead nowhere when the house is dark; what they say stays.
_INNER_LINK = re.compile(r"<a (?=[^>]*(?:linktype=|href=[\"'](?:/|#)))[^>]*>(.*?)</a>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide, its text as HTML that needs nothing else."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide."""

    slug: str
    title: str
    lead: str
    system: str
    updated: datetime | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that a pack holds; each part is what every employee may see."""

    guides: tuple[Guide, ...]
    support: tuple[tuple[str, str], ...]
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was made."""

    name: str
    made_at: datetime
    size: int


def content(*, site_name: str, day: date) -> Content:
    """What a pack made now would hold; a fixed number of queries.

    Args:
        site_name: stands before the site's own support.
        day: heads and departments as of this day.
    """
    return Content(
        guides=tuple(_guide(page) for page in marked_guides()),
        support=_support(site_name),
        heads=tuple(heads(day)),
    )


def marked_guides() -> "QuerySet[GuidePage]":
    """Published guides an editor has marked, but for those closed to anybody: a pack is read without signing in.

    Asked as nobody, so a page open only to some groups, or only after signing in, is never in it.
    """
    marked = GuidePage.objects.live().filter(in_emergency_pack=True)
    found: QuerySet[GuidePage] = without_closed(marked, closed_pages(AnonymousUser())).order_by("title", "pk")
    return found


def left_out() -> list[GuidePage]:
    """Marked, but not in the pack: closed to somebody, or not published. Two queries."""
    inside = marked_guides().values("pk")
    return list(GuidePage.objects.filter(in_emergency_pack=True).exclude(pk__in=inside).order_by("title", "pk"))


def newest_pack() -> Pack | None:
    """The pack on the site's own disk; None before the first."""
    packs = all_packs()
    return packs[-1] if packs else None


def all_packs() -> list[Pack]:
    """Every pack that lies there, oldest first."""
    if not default_storage.exists(FOLDER):
        return []
    found = []
    for name in sorted(default_storage.listdir(FOLDER)[1]):
        match = NAME.fullmatch(name)
        if match:
            path, made_at = f"{FOLDER}/{name}", datetime.strptime(f"{match[1]}+0000", "%Y%m%dT%H%M%S%z")
            found.append(Pack(path, made_at, default_storage.size(path)))
    return found


def _guide(page: GuidePage) -> Guide:
    steps = tuple(
        Step(str(step.value["heading"]), offline_html(step.value["text"].source if step.value["text"] else ""))
        for step in page.steps
    )
    system = " ".join(part for part in (page.system, page.system_version) if part)
    return Guide(page.slug, page.title, page.lead, system, page.last_published_at, steps)


def offline_html(source: str) -> str:
    """An editor's text without what only works here.

    Args:
        source: as the editor's tool keeps it.
    """
    return str(expand_db_html(_INNER_LINK.sub(r"\1", source)))


def _support(site_name: str) -> tuple[tuple[str, str], ...]:
    """Where to turn: the site's own way, and that of each department which has another."""
    everything, top = chosen(), path_to(HERE)
    common = everything.effective(SUPPORT, top).value
    found = [(site_name, common)] if common else []
    for scope in SCOPE_KINDS[DEPARTMENT].options():
        if ("people.support_contact", scope.kind, scope.id) in everything.rows:
            own = everything.effective(SUPPORT, path_to(scope)).value
            if own and own != common:
                found.append((scope.label, own))
    return tuple(found)
