"""PF-21: articles with owner and sources, whether they helped, and what wants looking over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from samverk.identity.movers.owned import owned_things
from samverk.intranet.knowledge.actions.answer_article import answer_article
from samverk.intranet.knowledge.queries import Which, bank, helped, tasks_of
from samverk.intranet.models import ArticleAnswer, ArticlePage, NewsIndexPage
from samverk.intranet.searching import search_pages
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.companies import organisation, works_at
from tests.support.factories import ArticlePageFactory, PersonFactory, SectionPageFactory

pytestmark = [pytest.mark.server]
Client = Callable[..., SiteClient]


def titles(which: Which, about: str = "") -> list[str]:
    reader = PersonFactory(superuser=True)
    return [row.title for row in bank(reader=reader, which=which, about=about, day=clock.today())]


def test_pf21_an_article_shows_owner_sources_and_is_found(skara: Tenant, client_for: Client) -> None:
    owner = PersonFactory()
    ArticlePageFactory(title="Lex Sarah i praktiken", slug="lex-sarah", owner=owner, body="<p>Utred skyndsamt.</p>")
    browser = client_for("skara.localhost", user=PersonFactory())
    shown = browser.get("/lex-sarah/").text
    for said in (
        "Utred skyndsamt.",
        "Socialtjänstlagen (2025:400)",
        "Läst 7 januari 2026",
        "Hjälpte detta?",
        "Följ",
        f"{owner.display_name} äger artikeln.",
    ):
        assert said in shown
    assert owner.display_name in browser.get("/kunskapsbank/").text
    assert [hit.url for hit in search_pages(PersonFactory(), "skyndsamt", 5)] == ["/lex-sarah/"]
    with translation.override("en"):
        assert browser.get("/kunskapsbank/").status_code == 200


def test_pf21_one_answer_a_person_which_may_be_changed(skara: Tenant, client_for: Client) -> None:
    anna, page = PersonFactory(), ArticlePageFactory(slug="lex-sarah")
    browser = client_for("skara.localhost", user=anna)
    for _twice in range(2):
        answer = browser.post(f"/kunskapsbank/{page.pk}/svara/", {"helped": "nej", "word": "Steg 2 saknas."})
        assert (answer.status_code, answer["Location"]) == (302, "/lex-sarah/")
    assert AuditEntry.objects.filter(verb="intranet.answer_article").count() == 1
    assert (helped(page).yes, helped(page).no) == (0, 1)
    browser.post(f"/kunskapsbank/{page.pk}/svara/", {"helped": "ja", "word": ""})
    assert (helped(page).yes, helped(page).no) == (1, 0)
    assert "Du har svarat ja" in browser.get("/lex-sarah/").text
    for nonsense in ({"helped": "kanske"}, {}, {"helped": "ja", "word": "x" * 501}):
        assert browser.post(f"/kunskapsbank/{page.pk}/svara/", nonsense).status_code == 302
    assert ArticleAnswer.objects.count() == 1


def test_pf21_answers_are_for_the_owner_and_the_editors(skara: Tenant, client_for: Client) -> None:
    anna, owner, editor = PersonFactory(), PersonFactory(), PersonFactory(moderator=True)
    page = ArticlePageFactory(owner=owner)
    answer_article(actor=HOUSE, user=anna, page=page, helped=False, word="Steg 2 saknas.", now=clock.now())
    report = f"/kunskapsbank/{page.pk}/svar/"
    for person in (owner, editor):
        shown = client_for("skara.localhost", user=person).get(report).text
        assert "0 av 1 svar" in shown
        assert anna.display_name in shown
    assert client_for("skara.localhost", user=anna).get(report).status_code == 403
    company = works_at(organisation().letting)
    browser = client_for("skara.localhost", user=company)
    assert browser.get("/kunskapsbank/").status_code == 403, "a company's people have the group's news (TN-04)"
    assert browser.post(f"/kunskapsbank/{page.pk}/svara/", {"helped": "ja"}).status_code == 403


def test_pf21_the_bank_tells_what_wants_something_done(skara: Tenant, client_for: Client) -> None:
    today, owner, gone = clock.today(), PersonFactory(), PersonFactory(is_active=False)
    bad = ArticlePageFactory(title="Hjälper ej", owner=owner, about="k1#a")
    ArticlePageFactory(title="Gammal", owner=owner, review_on=today + timedelta(days=3), about="k1")
    ArticlePageFactory(title="Herrelös", owner=gone, about="k10")
    ArticlePageFactory(title="Utkast", owner=owner, draft=True)
    for _number in range(2):
        answer_article(actor=HOUSE, user=PersonFactory(), page=bad, helped=False, word="", now=clock.now())
    assert titles(Which.ALL) == ["Herrelös", "Gammal", "Hjälper ej"]
    assert titles(Which.ALL, "k1") == ["Gammal", "Hjälper ej"]
    assert (titles(Which.REVIEW), titles(Which.OWNERLESS)) == (["Gammal"], ["Herrelös"])
    assert titles(Which.NOT_HELPING) == ["Hjälper ej"]
    answer_article(actor=HOUSE, user=PersonFactory(), page=bad, helped=True, word="", now=clock.now())
    assert titles(Which.NOT_HELPING) == ["Hjälper ej"]
    plain = client_for("skara.localhost", user=PersonFactory())
    assert "Hjälper inte" not in plain.get("/kunskapsbank/?visa=hjalper-inte").text, "what to mend is for editors"
    assert (
        "Hjälper inte" in client_for("skara.localhost", user=PersonFactory(moderator=True)).get("/kunskapsbank/").text
    )


def test_pf21_the_owner_is_reminded_and_hands_over(skara: Tenant) -> None:
    today, owner, heir = clock.today(), PersonFactory(), PersonFactory()
    page = ArticlePageFactory(title="Gammal", slug="gammal", owner=owner, review_on=today + timedelta(days=14))
    ArticlePageFactory(title="Ny", owner=owner, review_on=today + timedelta(days=15))
    assert [(task.label, task.url) for task in tasks_of(owner, today)] == [("Se över ”Gammal”", "/gammal/")]
    assert tasks_of(heir, today) == tasks_of(PersonFactory(guest=True), today) == []
    kind = owned_things["articles"]
    assert [thing.label for thing in kind.things(owner)] == ["Gammal", "Ny"]
    assert kind.give(actor=HOUSE, keys=[str(page.pk)], frm=owner, to=heir) == 1
    assert kind.give(actor=HOUSE, keys=[str(page.pk)], frm=owner, to=owner) == 0, "it is no longer theirs to give"
    assert [thing.label for thing in kind.things(heir)] == ["Gammal"]
    assert AuditEntry.objects.filter(verb="intranet.give_articles").count() == 2


def test_pf21_the_bank_asks_the_same_for_two_and_for_two_hundred(skara: Tenant, client_for: Client) -> None:
    browser = client_for("skara.localhost", user=PersonFactory(moderator=True))
    for _number in range(2):
        ArticlePageFactory(owner=PersonFactory())
    browser.get("/kunskapsbank/")
    with assert_query_budget(10) as few:
        browser.get("/kunskapsbank/")
        asked = len(few)
    for _number in range(58):
        ArticlePageFactory(owner=PersonFactory())
    browser.get("/kunskapsbank/")
    with assert_query_budget(asked):
        browser.get("/kunskapsbank/")


def test_pf21_an_empty_bank_says_who_writes_the_first_article(skara: Tenant, client_for: Client) -> None:
    ArticlePage.objects.all().delete()
    reader, editor = (
        client_for("skara.localhost", user=PersonFactory(**traits)) for traits in ({}, {"moderator": True})
    )
    assert "/kunskapsbank/skriv/" not in reader.get("/kunskapsbank/").text
    assert reader.get("/kunskapsbank/skriv/").status_code == 403
    assert "Skriv den första artikeln" in editor.get("/kunskapsbank/").text
    assert "Visa alla artiklar" in editor.get("/kunskapsbank/?visa=se-over").text, "nothing of a choice is not nothing"


def test_pf21_a_new_article_begins_with_where_it_is_to_lie(skara: Tenant, client_for: Client) -> None:
    section = SectionPageFactory(title="Vård och omsorg", slug="vard")
    below = SectionPageFactory(title="Hemtjänst", slug="hemtjanst", parent=section)
    elsewhere = NewsIndexPage.objects.get()
    editor = client_for("skara.localhost", user=PersonFactory(moderator=True))
    page = editor.get("/kunskapsbank/skriv/").text
    assert f'<option value="{below.pk}"> –  – Hemtjänst</option>' in page
    answer = editor.get("/kunskapsbank/skriv/", {"place": below.pk})
    assert answer["Location"] == f"/redaktion/pages/add/intranet/articlepage/{below.pk}/"
    for nonsense in (elsewhere.pk, "x", ""):
        assert editor.get("/kunskapsbank/skriv/", {"place": nonsense}).status_code == 422
