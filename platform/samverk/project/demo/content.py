"""Pages of the demo, from the texts in `texts/`."""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.core.files.images import ImageFile
from wagtail.models import Page

from samverk.identity.models import User
from samverk.intranet.models import GuidePage, NewsIndexPage, NewsPage, Picture, SectionPage, StartPage
from samverk.intranet.queries import LEAD_PICTURE, ROW_PICTURE
from samverk.project.demo.pictures import MOTIFS, draw

SWEDEN = ZoneInfo("Europe/Stockholm")
Fields = dict[str, str]


@cache
def texts(name: str) -> dict[str, Any]:
    """One file of texts."""
    return tomllib.loads((Path(__file__).parent / "texts" / f"{name}.toml").read_text(encoding="utf-8"))


def fill(text: str, fields: Fields) -> str:
    """Put the site's own words in."""
    for key, value in fields.items():
        text = text.replace("{" + key + "}", value)
    return text


def moment(as_of: date, days: int, hour: int) -> datetime:
    """A time of day in Sweden, some days before the demo's day, never in the future of its morning."""
    return datetime.combine(as_of - timedelta(days=days), time(hour, 12), SWEDEN).astimezone(UTC)


def make_pictures(*, colour: str, seed: int, owner: User | None) -> list[Picture]:
    """Every motif in the site's colour, with the sizes the pages use."""
    made = []
    for number, motif in enumerate(MOTIFS):
        drawing = ImageFile(BytesIO(draw(motif, colour=colour, seed=seed + number)), name=f"{motif.slug}.jpg")
        picture = Picture(title=motif.title, alt_text=motif.alt_text, uploaded_by_user=owner, file=drawing)
        picture.save()
        for size in (LEAD_PICTURE, ROW_PICTURE):
            picture.get_rendition(size)
        made.append(picture)
    return made


def add(parent: Page, page: Page, *, at: datetime) -> Page:
    """Add a published page as if it had been published at `at`."""
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
    page.live = True
    page.has_unpublished_changes = False
    parent.add_child(instance=page)
    return page


def make_structure(start: StartPage, fields: Fields, *, at: datetime) -> dict[str, Page]:
    """The sections with their pages; returns the sections by slug."""
    sections = {}
    for entry in texts("structure")["section"]:
        section = add(start, _section(entry, fields, menu=True), at=at)
        sections[entry["slug"]] = section
        for below in entry.get("page", []):
            add(section, _section(below, fields, menu=False), at=at)
    for entry in texts("guides")["guide"]:
        add(sections["stod-och-lathundar"], _guide(entry), at=at)
    return sections


def _section(entry: dict[str, Any], fields: Fields, *, menu: bool) -> SectionPage:
    return SectionPage(
        title=fill(entry["title"], fields),
        slug=entry["slug"],
        lead=fill(entry["lead"], fields),
        body=fill(entry["body"], fields),
        show_in_menus=menu,
    )


def _guide(entry: dict[str, Any]) -> GuidePage:
    steps = [
        {
            "type": "step",
            "id": str(uuid5(NAMESPACE_URL, f"{entry['slug']}/{number}")),
            "value": {"heading": heading, "text": f"<p>{text}</p>" if text else ""},
        }
        for number, (heading, text) in enumerate(entry["steps"])
    ]
    page = GuidePage(
        title=entry["title"],
        slug=entry["slug"],
        lead=entry["lead"],
        system=entry["system"],
        system_version=entry["version"],
    )
    page.steps = page.steps.stream_block.to_python(steps)
    return page


def make_processes(section: Page, *, at: datetime) -> None:
    """P-01 … P-12, the term bank and the courses, in the model municipality."""
    source = texts("processes")
    for number, title, way, step, routine in source["process"]:
        body = f"<h2>Arbetssätt</h2><p>{way}</p><h2>I systemet</h2><p>{step}</p><h2>Rutin</h2><p>{routine}</p>"
        add(section, SectionPage(title=f"{number} {title}", slug=number.lower(), lead=way, body=body), at=at)
    rows = "".join(
        f"<li><b>{term}</b>: {meaning}{f' Undvik: {avoid}.' if avoid else ''}</li>"
        for term, meaning, avoid in source["terms"]
    )
    terms = SectionPage(
        title="Termbank",
        slug="termbank",
        lead="Femton ord som alla kommuner använder likadant.",
        body=f"<ul>{rows}</ul>",
    )
    add(section, terms, at=at)
    courses = "".join(f"<li>{name}</li>" for name in source["training"])
    training = SectionPage(
        title="Utbildningar",
        slug="utbildningar",
        lead="Gemensamt material, bundet till processerna.",
        body=f"<ol>{courses}</ol>",
    )
    add(section, training, at=at)


def make_news(
    index: NewsIndexPage,
    source: str,
    fields: Fields,
    *,
    as_of: date,
    pictures: list[Picture],
    owner: User | None,
    limit: int,
    turn: int,
) -> int:
    """The newest `limit` pieces of news, each with one of the pictures; returns how many.

    Args:
        turn: moves the pictures and leaves out one story, so that two sites do not look the same.
    """
    entries = texts(source)["news"]
    chosen = [
        entry for number, entry in enumerate(entries) if number == 0 or number % 7 != turn % 7 or source != "news"
    ]
    for number, entry in reversed(list(enumerate(chosen[:limit]))):
        title = fill(entry["title"], fields)
        page = NewsPage(
            title=title,
            slug=f"nyhet-{entry['days']}-{number}",
            lead=fill(entry["lead"], fields),
            body=fill(entry["body"], fields),
            category=entry["category"],
            picture=pictures[(number + turn) % len(pictures)],
            owner=owner,
        )
        add(index, page, at=moment(as_of, entry["days"], entry["hour"]))
    return min(limit, len(chosen))
