"""PF-21: who share, propose and withdraw at the same moment, and articles that go while others show them."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from wagtail.models import Page, PageViewRestriction

from samverk.intranet.models import ArticlePage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.knowledge.actions import draft_article, share_article
from shared_templates.knowledge.actions.propose_article import propose_article
from shared_templates.knowledge.models import ArticleVersion, SharedArticle
from shared_templates.knowledge.queries import text_now
from shared_templates.masters.models import Master
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.factories import PersonFactory, SectionPageFactory
from tests.support.knowledge import SECOND, placed, rewritten, shared, written
from tests.support.threads import Both, twice_at_once

pytestmark = [pytest.mark.server]


def test_pf21_what_is_proposed_while_a_new_text_is_shared_stays_proposed(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    skara = tenant_by_slug("skara")
    with site(skara):
        page = written(owner=PersonFactory())
        shared(page)
        page = rewritten(page, SECOND)

    def propose() -> None:
        try:
            with site(skara):
                propose_article(actor=HOUSE, page=page, now=clock.now())
        finally:
            connections.close_all()

    other = threading.Thread(target=propose)
    real = share_article._held

    def meanwhile(found: ArticlePage) -> tuple[SharedArticle, ArticleVersion | None]:
        read = real(found)
        other.start()
        other.join(timeout=2)
        return read

    monkeypatch.setattr(share_article, "_held", meanwhile)
    with site(skara):
        shared(page)
        other.join(timeout=30)
        row = SharedArticle.objects.get()
    assert (row.version, row.proposed_at is not None) == (2, True)


def test_pf21_two_editors_at_the_same_moment_make_one_draft(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    skara, mall = tenant_by_slug("skara"), tenant_by_slug("mall")
    with site(skara):
        page = written(owner=PersonFactory())
        key = shared(page).article.key
        propose_article(actor=HOUSE, page=page, now=clock.now())
    with site(mall):
        editor = PersonFactory()
    made: list[bool] = []
    both, real = Both(), draft_article.keep_master

    def press() -> None:
        with site(mall):
            made.append(draft_article.draft_article(actor=HOUSE, user=editor, key=key, now=clock.now())[1])

    def together(**facts: Any) -> Master:
        both.meet()
        return real(**facts)

    monkeypatch.setattr(draft_article, "keep_master", together)
    twice_at_once(press)
    assert sorted(made) == [False, True]


def close(section: Page) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "how", ["unpublished", "removed", "removed with its section", "closed with its section", "moved to a closed one"]
)
def test_pf21_what_is_gone_or_closed_at_home_is_not_shared_any_more(how: str, sites: SimpleNamespace) -> None:
    with site(sites.skara):
        page = written(owner=PersonFactory())
        key = shared(page).article.key
    with site(sites.hjo):
        placed(key)
        assert text_now(key) is not None
    with site(sites.skara):
        page = ArticlePage.objects.get(pk=page.pk)
        if how == "unpublished":
            page.unpublish()
        elif how == "removed":
            page.delete()
        elif how == "removed with its section":
            Page.objects.get(pk=page.get_parent().pk).delete()
        elif how == "closed with its section":
            close(page.get_parent())
        else:
            section = SectionPageFactory()
            close(section)
            page.move(section, pos="last-child")
        assert SharedArticle.objects.get().withdrawn_at is not None
    with site(sites.hjo):
        assert text_now(key) is None, "and of what is gone nobody could have withdrawn it"
