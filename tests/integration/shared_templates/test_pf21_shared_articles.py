"""PF-21: an article shared by one municipality is one text wherever it is placed; its followers hear of a new one."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from samverk.identity.access import actor_for
from samverk.intranet.models import PlacedPage
from samverk.intranet.searching import newer_pages, search_pages
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Event
from samverk.notifications.rounds import expand_waiting
from shared_templates.adoption.models import Adopted
from shared_templates.knowledge import tasks
from shared_templates.knowledge.actions.mind_placements import mind_placements
from shared_templates.knowledge.actions.place_article import place_article
from shared_templates.knowledge.actions.share_article import share_article
from shared_templates.knowledge.actions.withdraw_article import withdraw_article
from shared_templates.knowledge.leaving import text_hash
from shared_templates.knowledge.models import ArticleVersion, Use
from shared_templates.knowledge.queries import is_genuine, text_now, used_by
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import ArticlePageFactory, PersonFactory, SectionPageFactory
from tests.support.knowledge import (
    FIRST,
    SECOND,
    follower_of,
    go_round,
    municipality,
    placed,
    rewritten,
    shared,
    written,
)
from tests.support.masters import keep, process, release
from tests.support.proposals import take

pytestmark = [pytest.mark.server, pytest.mark.django_db]
PLACES = (("essunga", "1445"), ("falkoping", "1499"), ("gotene", "1471"), ("tibro", "1472"))


def read(host: str, page: PlacedPage) -> str:
    """What a person there reads at the page's address."""
    reader = PersonFactory()
    return SiteClient(host).sign_in(reader).get(f"/{page.url_path.removeprefix('/start/')}").text


def test_pf21_used_by_five_the_owner_updates_all_show_the_new_text_and_followers_are_told(
    sites: SimpleNamespace,
) -> None:
    """Given an article used by 5 sites, when its owner updates it, then all placements show the new text."""
    five = [sites.hjo, *(municipality(slug, code) for slug, code in PLACES)]
    with site(sites.skara):
        owner = PersonFactory()
        page = written(owner=owner)
        key = shared(page).article.key
    there = {}
    for tenant in five:
        with site(tenant):
            mine = placed(key)
            there[tenant.slug] = (mine, follower_of(mine), PersonFactory())
            assert FIRST in read(f"{tenant.slug}.localhost", mine)
    with site(sites.skara):
        assert used_by(key) == 5
        page = rewritten(page, SECOND)
    with site(sites.hjo):
        assert FIRST in read("hjo.localhost", there["hjo"][0]), "written at home is not yet shared"
    with site(sites.skara):
        shared(page, news="Tiden är kortare.")
    for tenant in five:
        with site(tenant):
            shown = read(f"{tenant.slug}.localhost", there[tenant.slug][0])
            assert SECOND in shown, "at the next request, before any worker has run"
            assert FIRST not in shown
            assert "Skara äger texten. Version 2" in shown
            assert "Används av 5 kommuner." in shown
    with site(sites.skara):
        assert go_round(key) == [1] * 5
        assert go_round(key) == [0] * 5
    for tenant in five:
        with site(tenant):
            mine, follower, bystander = there[tenant.slug]
            expand_waiting(actor=HOUSE, now=clock.now())
            (notice,) = follower.notices.all()
            assert notice.event.excerpt == "Tiden är kortare."
            assert notice.event.url == f"/{mine.url_path.removeprefix('/start/')}"
            assert mine.owner.notices.count() == 1
            assert not bystander.notices.exists()
            assert [hit.url for hit in search_pages(bystander, "sju dagar", 5)] == [notice.event.url]
            assert search_pages(bystander, "fjorton", 5) == []
            assert AuditEntry.objects.filter(verb="knowledge.mind_placements").count() == 1


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara shares an article and Hjo shows it."""
    with site(sites.skara):
        owner = PersonFactory()
        page = written(owner=owner)
        key = shared(page).article.key
    with site(sites.hjo):
        mine = placed(key)
    return SimpleNamespace(page=page, key=key, mine=mine, owner=owner, **vars(sites))


def test_pf21_withdrawn_the_text_is_gone_everywhere_and_the_address_stays(world: SimpleNamespace) -> None:
    with site(world.hjo):
        follower = follower_of(world.mine)
    with site(world.skara):
        assert withdraw_article(actor=HOUSE, page=world.page, now=clock.now())
        assert not withdraw_article(actor=HOUSE, page=world.page, now=clock.now())
        assert AuditEntry.objects.filter(verb="knowledge.withdraw_article").count() == 1
    with site(world.hjo):
        assert not ArticleVersion.objects.exists(), "the database itself hides it from the others"
        shown = read("hjo.localhost", world.mine)
        assert FIRST not in shown
        assert "Skara delar inte längre artikeln" in shown
    with site(world.skara):
        assert go_round(world.key) == [1]
    with site(world.hjo):
        expand_waiting(actor=HOUSE, now=clock.now())
        assert follower.notices.get().event.kind == "knowledge.withdrawn"
        assert search_pages(follower, "fjorton", 5) == search_pages(follower, "Sarah", 5) == []
        browser = SiteClient("hjo.localhost").sign_in(follower)
        assert browser.get(f"/kunskapsbank/fran-andra/{world.key}/").status_code == 404
        assert "Lex Sarah" not in browser.get("/kunskapsbank/fran-andra/").text
        assert "Lex Sarah" not in browser.get("/kunskapsbank/").text
    with site(world.skara):
        shared(world.page)
    with site(world.skara):
        assert go_round(world.key) == [1]
    with site(world.hjo):
        assert FIRST in read("hjo.localhost", world.mine)
        assert Event.objects.filter(kind="knowledge.updated").count() == 1


def test_pf21_withdrawn_it_is_not_found_by_its_name_before_the_worker_has_been_there(world: SimpleNamespace) -> None:
    def found() -> tuple[list[str], list[str]]:
        with site(world.hjo):
            day_before = clock.now() - timedelta(days=1)
            hits = search_pages(reader, "Sarah", 5), newer_pages(reader, "Sarah", day_before, 5)
        return [hit.title for hit in hits[0]], [hit.title for hit in hits[1]]

    with site(world.hjo):
        reader = PersonFactory()
    assert found() == (["Lex Sarah i praktiken"],) * 2
    with site(world.skara):
        withdraw_article(actor=HOUSE, page=world.page, now=clock.now())
    assert found() == ([], [])
    with site(world.skara):
        assert [hit.title for hit in search_pages(world.owner, "Sarah", 5)] == ["Lex Sarah i praktiken"], "its own is"
        shared(world.page)
    assert found() == (["Lex Sarah i praktiken"],) * 2


def test_pf21_what_is_internal_or_personal_does_not_leave(sites: SimpleNamespace) -> None:
    bodies = {
        "811218-9876": "personnummer",
        "8112<b>18</b>-9876": "personnummer",
        'Se <a linktype="page" id="3">sidan</a>.': "sida eller en fil hos er",
        'Se <a href="/anstalld/">sidan</a>.': "sida eller en fil hos er",
        'Se <a href="https://hjo.localhost/x/">Hjo</a>.': "hjo.localhost",
        '<embed embedtype="image" id="1" alt="x"/>': "bild",
    }
    with site(sites.skara):
        owner = PersonFactory()
        for body, why in bodies.items():
            with pytest.raises(ValidationError, match=why):
                shared(written(body, owner=owner))
        with pytest.raises(ValidationError, match=r"hjo\.localhost"):
            shared(written(owner=owner, sources=[("source", {"name": "Hjo", "link": "https://hjo.localhost/"})]))
        with pytest.raises(ValidationError, match="inte publicerad"):
            shared(written(owner=owner, draft=True))
        section = SectionPageFactory()
        closed = ArticlePageFactory(parent=section, owner=owner)
        PageViewRestriction.objects.create(page=section, restriction_type="groups")
        with pytest.raises(ValidationError, match="vissa grupper"):
            shared(closed)
        assert not ArticleVersion.objects.exists()
        assert not AuditEntry.objects.filter(verb="knowledge.share_article").exists()


def test_pf21_what_leaves_is_what_was_read_and_shared_twice_is_shared_once(world: SimpleNamespace) -> None:
    with site(world.skara):
        seen = text_hash(world.page)
        shared(world.page)
        assert ArticleVersion.objects.count() == 1
        page = rewritten(world.page, SECOND)
        with pytest.raises(ValidationError, match="har ändrats"):
            share_article(actor=HOUSE, page=page, read=seen, news="", now=clock.now())
        browser = SiteClient("skara.localhost").sign_in(world.owner)
        shown = browser.get(f"/kunskapsbank/{page.pk}/dela/").text
        assert SECOND in shown
        assert "Er text är nyare" in shown
        answer = browser.post(f"/kunskapsbank/{page.pk}/dela/", {"read": seen})
        assert (answer.status_code, "har ändrats" in answer.text) == (422, True)
        answer = browser.post(f"/kunskapsbank/{page.pk}/dela/", {"read": text_hash(page), "news": "Kortare."})
        assert answer.status_code == 302
        assert is_genuine(ArticleVersion.objects.get(number=2))
        assert "Används av 1 kommun." in browser.get(f"/kunskapsbank/{page.pk}/dela/").text
        assert browser.post(f"/kunskapsbank/{page.pk}/sluta-dela/").status_code == 302
        assert text_now(world.key) is None


def test_pf21_the_owner_shares_and_nobody_else_without_the_right_to_publish(world: SimpleNamespace) -> None:
    with site(world.skara):
        other = SiteClient("skara.localhost").sign_in(PersonFactory())
    path = f"/kunskapsbank/{world.page.pk}/"
    for address in ("dela/", "sluta-dela/"):
        assert other.post(path + address).status_code == 403
    assert "Dela med andra kommuner" not in other.get("/lex-sarah-i-praktiken/").text
    with site(world.hjo):
        superuser = PersonFactory(superuser=True)
        browser = SiteClient("hjo.localhost").sign_in(superuser)
        assert browser.get(f"/kunskapsbank/{world.mine.pk}/dela/").status_code == 404, "another's is not shared on"


def test_pf21_placed_by_who_may_publish_there_and_once(world: SimpleNamespace) -> None:
    with site(world.skara):
        second = shared(written(title="Fallprevention", owner=world.owner)).article.key
        with pytest.raises(ValidationError, match="delas inte"):
            placed(second)
    with site(world.hjo):
        section, reader, editor = SectionPageFactory(), PersonFactory(), PersonFactory(superuser=True)
        with pytest.raises(Denied):
            place_article(actor=actor_for(reader), user=reader, key=second, parent=section, now=clock.now())
        with pytest.raises(Denied):
            place_article(actor=HOUSE, user=editor, key=second, parent=world.mine, now=clock.now())
        browser = SiteClient("hjo.localhost").sign_in(editor)
        assert "Fallprevention" in browser.get("/kunskapsbank/fran-andra/?sok=skara").text
        for _twice in range(2):
            answer = browser.post(f"/kunskapsbank/fran-andra/{second}/lagg-in/", {"place": section.pk})
            assert answer.status_code == 302
        assert PlacedPage.objects.filter(shared=second).count() == 1
        assert AuditEntry.objects.filter(verb="knowledge.place_article").count() == 2
        mine = PlacedPage.objects.get(shared=second)
        assert browser.get(f"/redaktion/pages/{mine.pk}/edit/").status_code == 200
        mine.delete()
        mind_placements(actor=HOUSE, now=clock.now())
        assert used_by(second) == 0, "the fact follows what is there"


def test_pf21_the_worker_goes_to_those_who_show_it(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    queued: list[str] = []
    monkeypatch.setattr(tasks.go_round, "delay", lambda article: queued.append(article))
    with site(world.skara), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        shared(rewritten(world.page, SECOND))
    assert queued == [str(world.key)]
    went: list[str] = []
    monkeypatch.setattr(tasks.mind_placements_here, "delay", lambda: went.append("x"))
    with site(world.skara):
        tasks.go_round.run(article=str(world.key))
    assert went == ["x"]
    with site(world.hjo):
        tasks.mind_placements_here.run()
        assert PlacedPage.objects.get().shown_version == 2


def test_pf21_an_article_stands_at_the_step_it_is_about(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        first = release(keep("P-08", process()))
    with site(sites.skara):
        take(first)
        about = f"{Adopted.objects.get().key}#utred"
        page = written(about=about, slug="lex")
        key = shared(page).article.key
        browser = SiteClient("skara.localhost").sign_in(PersonFactory(superuser=True))
        assert "P-08 Avvikelse: utred" in browser.get("/lex/").text
        shown = browser.get("/mallen/P-08/").text
        assert "Om steget utred" in shown
        assert "Lex Sarah i praktiken" in browser.get(f"/kunskapsbank/?om={about.partition('#')[0]}").text
        assert f'value="{about}"' in browser.get(f"/redaktion/pages/{page.pk}/edit/").text
    with site(sites.hjo):
        take(first)
        placed(key)
        browser = SiteClient("hjo.localhost").sign_in(PersonFactory())
        assert "Om steget utred" in browser.get("/mallen/P-08/").text


def test_pf21_an_article_about_a_step_that_is_not_here_stands_at_its_process(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        first = release(keep("P-08", process()))
    with site(sites.skara):
        take(first)
        written(about=f"{Adopted.objects.get().key}#aterkoppla", slug="lex")
        browser = SiteClient("skara.localhost").sign_in(PersonFactory())
        for address in ("/lex/", "/kunskapsbank/"):
            assert '<a href="/mallen/P-08/">P-08 Avvikelse</a>' in browser.get(address).text


def test_pf21_lists_ask_the_same_for_two_and_for_twenty(world: SimpleNamespace) -> None:
    with site(world.hjo):
        browser = SiteClient("hjo.localhost").sign_in(PersonFactory())
    with site(world.skara):
        shared(written(owner=world.owner))
    browser.get("/kunskapsbank/fran-andra/")
    with assert_query_budget(12) as few:
        browser.get("/kunskapsbank/fran-andra/")
        asked = len(few)
    with site(world.skara):
        for number in range(18):
            shared(written(title=f"Artikel {number}", owner=world.owner))
    with assert_query_budget(asked):
        assert browser.get("/kunskapsbank/fran-andra/").text.count('<tr><th scope="row">') == 20
    with site(world.hjo):
        with assert_query_budget(5):
            mind_placements(actor=HOUSE, now=clock.now())
        assert Use.objects.count() == 1


def test_pf21_proposed_to_the_model_its_editors_read_it_until_it_is_withdrawn(world: SimpleNamespace) -> None:
    with site(world.mall):
        editor = SiteClient("mall.localhost").sign_in(PersonFactory(superuser=True))
    one = f"/kunskapsbank/fran-andra/{world.key}/"
    assert editor.get(one).status_code == 404, "sharing is not proposing"
    with site(world.skara):
        browser = SiteClient("skara.localhost").sign_in(world.owner)
        for _twice in range(2):
            assert browser.post(f"/kunskapsbank/{world.page.pk}/foresla/").status_code == 302
        assert AuditEntry.objects.filter(verb="knowledge.propose_article").count() == 1
        assert "Föreslagen till mallen" in browser.get(f"/kunskapsbank/{world.page.pk}/dela/").text
    assert "Lex Sarah i praktiken" in editor.get("/kunskapsbank/fran-andra/").text
    shown = editor.get(one).text
    assert FIRST in shown
    assert "Gör till utkast i mallen" in shown
    assert editor.post(f"{one}lagg-in/").status_code == 404
    with site(world.skara):
        withdraw_article(actor=HOUSE, page=world.page, now=clock.now())
    assert editor.get(one).status_code == 404


def test_pf21_an_empty_list_of_others_says_why_it_is_empty(world: SimpleNamespace) -> None:
    others = "/kunskapsbank/fran-andra/"
    with site(world.mall):
        assert "Ingen kommun har föreslagit en artikel" in reader_at("mall").get(others).text
    with site(world.hjo):
        browser = reader_at("hjo")
        answer = browser.get(f"{others}?sok=fjärrvärme").text
        assert "Ingen artikel passar ”fjärrvärme”" in answer
        assert 'value="fjärrvärme"' in answer, "the words are kept, so that they can be changed"
        assert answer.count('id="sok"') == 1, "the label belongs to the field below it, not to the site's search"
    with site(world.skara):
        withdraw_article(actor=HOUSE, page=world.page, now=clock.now())
    with site(world.hjo):
        answer = browser.get(others).text
    assert "Ingen annan kommun delar något än" in answer
    assert 'name="sok"' not in answer, "there is nothing to search in"


def reader_at(slug: str) -> SiteClient:
    """Somebody who works at the active site."""
    return SiteClient(f"{slug}.localhost").sign_in(PersonFactory())
