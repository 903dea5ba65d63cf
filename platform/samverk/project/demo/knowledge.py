"""Articles of the knowledge bank in the demo: written in one municipality, shown in others (PF-21)."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.intranet.knowledge.actions.answer_article import answer_article
from samverk.intranet.models import ArticlePage, PlacedPage, SectionPage
from samverk.project.demo.markup import to_html
from samverk.project.demo.masters import at
from samverk.project.demo.texts import texts
from shared_templates.adoption.models import Adopted
from shared_templates.knowledge.actions.place_article import place_article
from shared_templates.knowledge.actions.share_article import share_article
from shared_templates.knowledge.leaving import text_hash
from shared_templates.knowledge.models import ArticleVersion
from tenants.queries import tenant_by_slug
from tenants.site_context import site

WRITER = "redaktor"
#: Below a place of the structure that takes no pages of its own lies a section that does.
PLACE = "gemensamma-processer"


def share_what_we_know(*, slugs: Collection[str], day: date) -> None:
    """Write each article once; what is there already is left alone.

    Args:
        slugs: short names of the municipalities that are there.
        day: from which the days are counted.
    """
    for told in texts("knowledge")["article"]:
        shared = _written(told, day=day) if told["from"] in slugs else None
        if shared is not None:
            for slug in told["shared_with"]:
                if slug in slugs:
                    _place(told, slug, shared, day=day)


def _written(told: dict[str, Any], *, day: date) -> ArticleVersion | None:
    """The new article with its answers; what is shared of it, None where nothing is or it has been written before."""
    with site(tenant_by_slug(told["from"])):
        if ArticlePage.objects.filter(slug=told["slug"]).exists():
            return None
        editor, moment = User.objects.get(username=WRITER), at(day, told["days"])
        page = ArticlePage(
            title=told["title"], slug=told["slug"], lead=told["lead"], body=to_html(told["body"]), owner=editor,
            about=_about(told), review_on=day + timedelta(days=told["review"]), first_published_at=moment,
            last_published_at=moment,
        )  # fmt: skip
        page.sources = page.sources.stream_block.to_python([_source(told["slug"], *one) for one in told["sources"]])
        SectionPage.objects.get(slug=PLACE).add_child(instance=page)
        people = User.objects.filter(is_active=True, capacity="employee").exclude(pk=editor.pk).order_by("pk")
        for person, (helped, word) in zip(people, told["answers"], strict=False):
            answer_article(
                actor=actor_for(person), user=person, page=page, helped=helped == "ja", word=word, now=moment
            )
        if not told["shared_with"]:
            return None
        page = ArticlePage.objects.get(pk=page.pk)
        return share_article(actor=actor_for(editor), page=page, read=text_hash(page), news="", now=moment)


def _about(told: dict[str, Any]) -> str:
    """Key of the process, or of its step with this number."""
    item = Adopted.objects.filter(code=told["code"]).first()
    if item is None:
        return ""
    steps = [block.id for block in item.said().blocks if block.kind == "step"]
    return f"{item.key}#{steps[told['step'] - 1]}" if 0 < told["step"] <= len(steps) else str(item.key)


def _source(slug: str, name: str, link: str, read_on: str) -> dict[str, Any]:
    value = {"name": name, "link": link, "read_on": read_on or None}
    return {"type": "source", "id": str(uuid5(NAMESPACE_URL, f"{slug}/{name}")), "value": value}


def _place(told: dict[str, Any], slug: str, shared: ArticleVersion, *, day: date) -> None:
    with site(tenant_by_slug(slug)):
        if PlacedPage.objects.filter(shared=shared.article.key).exists():
            return
        editor, parent = User.objects.get(username=WRITER), SectionPage.objects.get(slug=PLACE)
        place_article(
            actor=actor_for(editor), user=editor, key=shared.article.key, parent=parent, now=at(day, told["days"] - 2)
        )
