"""What exactly leaves the site when an article is shared, and what keeps it here (PF-21)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from samverk.intranet.models import ArticlePage
from shared_templates.content.fiction import not_made_up
from shared_templates.content.values import content
from shared_templates.knowledge.fingerprint import fingerprint
from shared_templates.knowledge.markup import cleaned, leads_inward, readings
from tenants.queries import real_hosts

#: Longer than this no article is.
LONGEST = 100_000


def said_by(page: ArticlePage) -> dict[str, Any]:
    """Everything that leaves: title, lead, text, sources, and which step of the model it is about. No names."""
    return {
        "title": page.title,
        "lead": page.lead,
        "body": str(cleaned(str(page.body))),
        "sources": page.source_list(),
        "about": page.about,
    }


def text_hash(page: ArticlePage) -> str:
    """Of what leaves when the article is shared; the same until it is published with another text."""
    return fingerprint(page.translation_key, 0, said_by(page))


def obstacles(page: ArticlePage) -> list[str]:
    """Sentences for what must be mended before the article can be shared; none when it can. Three queries."""
    return list(_obstacles(page))


def _obstacles(page: ArticlePage) -> Iterator[str]:
    if not page.live:
        yield _("Artikeln är inte publicerad.")
    if page.get_view_restrictions().exists():
        yield _("Artikeln är bara för vissa grupper hos er. Det som är internt delas inte.")
    body = str(page.body)
    if len(body) > LONGEST:
        yield _("Artikeln är för lång för att delas. Dela upp den i flera.")
    if leads_inward(body):
        yield _("I texten finns en länk till en sida eller en fil hos er. Andra kommuner kan inte öppna den.")
    if "<embed" in body or "<img" in body:
        yield _("I texten finns en bild eller något inbäddat. Bara text delas.")
    sources = page.source_list()
    texts = {
        "title": page.title,
        "lead": page.lead,
        **{f"body{number}": text for number, text in enumerate(readings(body))},
        **{f"source{number}": f"{one['name']} {one['link']}" for number, one in enumerate(sources)},
    }
    found = list(not_made_up(content(texts, []), real_hosts()))
    if any(not real.host for real in found):
        yield _("I texten finns ett personnummer. Ta bort det: alla kommuner läser artikeln.")
    for host in sorted({real.host for real in found if real.host}):
        yield _(
            "I texten finns en länk till %(host)s, som bara de som arbetar där kan öppna. Skriv vad som står där."
        ) % {"host": host}
