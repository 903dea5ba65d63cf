"""Sections, guides, processes and groups: the pages that are not news."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from wagtail.models import Page

from samverk.intranet.models import GuidePage, SectionPage, StartPage
from samverk.project.demo.documents import link_documents
from samverk.project.demo.markup import to_html
from samverk.project.demo.texts import texts
from samverk.project.demo.tree import PageBatch
from samverk.project.demo.words import Words

PROCESSES = "sa-arbetar-vi"
GUIDES = "stod-och-lathundar"


def write_structure(
    batch: PageBatch, start: StartPage, words: Words, *, at: datetime, documents: dict[str, int]
) -> dict[str, Page]:
    """The intranet's sections with pages and guides (domain 4.6); returns the sections by slug.

    Args:
        batch: what they are written with.
        start: the site's start page.
        words: the site's own.
        at: when they were published.
        documents: the site's documents by name, to link to.
    """
    sections: dict[str, Page] = {}
    for entry in texts("structure")["section"]:
        section = batch.add(start, _section(entry, words, documents, menu=True), at=at)
        sections[entry["slug"]] = section
        for below in entry.get("page", []):
            batch.add(section, _section(below, words, documents), at=at)
    for entry in texts("guides")["guide"]:
        batch.add(sections[GUIDES], _guide(entry), at=at)
    return sections


def _section(entry: dict[str, Any], words: Words, documents: dict[str, int], *, menu: bool = False) -> SectionPage:
    return SectionPage(
        title=words.fill(entry["title"]),
        slug=entry["slug"],
        lead=words.fill(entry["lead"]),
        body=link_documents(to_html(words.fill(entry.get("body", ""))), documents),
        show_in_menus=menu,
    )


def _guide(entry: dict[str, Any]) -> GuidePage:
    steps = [
        {
            "type": "step",
            "id": str(uuid5(NAMESPACE_URL, f"{entry['slug']}/{number}")),
            "value": {"heading": heading, "text": to_html(text)},
        }
        for number, (heading, text) in enumerate(entry["steps"])
    ]
    page = GuidePage(
        title=entry["title"],
        slug=entry["slug"],
        lead=entry["lead"],
        system=entry["system"],
        system_version=entry["version"],
        in_emergency_pack=entry.get("emergency", False),
    )
    page.steps = page.steps.stream_block.to_python(steps)
    return page


def write_processes(batch: PageBatch, section: Page, *, at: datetime) -> None:
    """P-01 … P-12, the term bank and the courses, in the model municipality."""
    source = texts("processes")
    for entry in source["process"]:
        parts = (("Arbetssätt", entry["way"]), ("Steg i systemet", entry["system"]), ("Rutin", entry["routine"]))
        body = "\n\n".join(f"## {heading}\n\n{text.strip()}" for heading, text in parts)
        body += f"\n\n## Ansvar\n\n{entry['owner']} äger processen. Gällande version: {entry['version']}."
        batch.add(
            section,
            SectionPage(
                title=f"{entry['number']} {entry['title']}",
                slug=entry["number"].lower(),
                lead=entry["lead"],
                body=to_html(body),
            ),
            at=at,
        )
    terms = "\n".join(
        f"- **{term}**: {meaning}{f' Undvik: {avoid}.' if avoid else ''}" for term, meaning, avoid in source["terms"]
    )
    courses = "\n".join(f"1. **{name}**: {about}" for name, about in source["training"])
    for slug, title, lead, body in (
        ("termbank", "Termbank", "Femton ord som alla kommuner använder på samma sätt.", terms),
        ("utbildningar", "Utbildningar", "Gemensamt material, bundet till processerna.", courses),
    ):
        batch.add(section, SectionPage(title=title, slug=slug, lead=lead, body=to_html(body)), at=at)


def write_groups(batch: PageBatch, start: StartPage, words: Words, *, at: datetime) -> None:
    """The cooperation's groups with their notes (domain 4.3)."""
    groups = batch.add(
        start,
        SectionPage(
            title="Arbetsgrupper",
            slug="arbetsgrupper",
            lead="Vilka de är, vad de arbetar med och vad de har kommit fram till. Bara för er som är med i samverkan.",
            show_in_menus=True,
        ),
        at=at,
    )
    for entry in texts("cooperation")["group"]:
        page = batch.add(groups, _section(entry, words, {}), at=at)
        for number, (title, _days, body) in enumerate(entry["notes"], start=1):
            notes = SectionPage(
                title=words.fill(title),
                slug=f"anteckningar-{number}",
                lead=f"{entry['title']}. Arbetsmaterial, bara för er som är med i samverkan.",
                body=to_html(words.fill(body)),
            )
            batch.add(page, notes, at=at)
    for entry in texts("cooperation")["section"]:
        section = batch.add(start, _section(entry, words, {}, menu=True), at=at)
        for below in entry.get("page", []):
            batch.add(section, _section(below, words, {}), at=at)
