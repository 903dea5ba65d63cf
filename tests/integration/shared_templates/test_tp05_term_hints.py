"""TP-05: a word the term bank advises against is hinted at after saving, in all inflections; nobody is stopped."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.social.posts.models import Post
from samverk.social.talk.models import Comment
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.adoption.terms import hints, hints_about, sentences
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.integration.intranet.test_pf12_publishing import write
from tests.integration.shared_templates.test_tp04_screens import fields
from tests.integration.shared_templates.test_tp13_screens import fields as proposal_fields
from tests.integration.shared_templates.test_tp15_screens import form_of
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.documents import begun_by, status_report
from tests.support.factories import NewsPageFactory, PersonFactory, colleague, unit
from tests.support.masters import differently, keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]
SENTENCE = "I mallens ordlista heter det ”brukare”, inte ”klient”."


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Two terms and a process that may be changed freely, taken in Skara."""
    with site(sites.mall):
        masters = [
            keep("T-01", term("brukare", discouraged="klient, vårdtagare", allowed="person"), kind="term"),
            keep("T-02", term("avvikelse", discouraged="fel i vården, avvikelsen"), kind="term"),
            keep("P-08", process(), policy="free"),
            keep("D-02", status_report(), kind="form"),
        ]
        found = release(*masters)
    with site(sites.skara):
        take_release(actor=HOUSE, uuid=found.uuid, release=found.uuid, now=clock.now())
    return SimpleNamespace(**vars(sites))


def told(text: str) -> list[str]:
    with assert_query_budget(1):
        return [str(hint) for hint in hints(text)]


@pytest.mark.parametrize("text", ["En klient ringer.", "KLIENTEN ringer", "klienternas", "Våra klienter."])
def test_tp05_a_discouraged_word_is_found_in_its_inflections(text: str, world: SimpleNamespace) -> None:
    with site(world.skara):
        assert told(text) == [SENTENCE]


@pytest.mark.parametrize("text", ["", "Brukaren ringer.", "Personen.", "Klimat", "Flera avvikelser", "fel", "vården"])
def test_tp05_what_is_preferred_or_allowed_or_only_part_of_a_phrase_is_not(text: str, world: SimpleNamespace) -> None:
    with site(world.skara):
        assert [str(hint) for hint in hints(text)] == []


def test_tp05_several_words_and_phrases_are_told_term_by_term(world: SimpleNamespace) -> None:
    with site(world.skara):
        assert told("Vårdtagaren och klienten såg fel i vården.") == [
            "I mallens ordlista heter det ”brukare”, inte ”klient”, ”vårdtagare”.",
            "I mallens ordlista heter det ”avvikelse”, inte ”fel i vården”.",
        ]


def test_tp05_the_words_of_the_municipality_count_and_only_its_own(world: SimpleNamespace) -> None:
    with site(world.hjo):
        assert hints("klienten") == []
    with site(world.skara):
        assert hints_about(Adopted.objects.get(code="T-01").said()) == [], "a term names what it advises against"
        differently("T-01", term("kund", discouraged="klient"))
        assert told("klienten") == ["I mallens ordlista heter det ”kund”, inte ”klient”."]


def test_tp05_who_adapts_an_item_is_told_and_it_is_saved(world: SimpleNamespace) -> None:
    with site(world.skara):
        client = SiteClient("skara.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
        page = client.get("/mallen/P-08/anpassa/").content.decode()
        sent = fields(page) | {"utred__way_of_working": "Klienten hörs."}
        sent.pop("csrfmiddlewaretoken", None)
        assert client.post("/mallen/P-08/anpassa/", sent).status_code == 302
        assert SENTENCE in client.get("/mallen/P-08/").content.decode()
        assert "Klienten hörs." in str(Adopted.objects.get(code="P-08").content)


def test_tp05_an_editor_of_news_is_told_and_it_is_saved(world: SimpleNamespace) -> None:
    with site(world.skara):
        editor = SiteClient("skara.localhost").sign_in(PersonFactory(editor=True))
        answer = write(editor, lead="Så möter vi klienterna.")
        assert answer.status_code == 302
        assert SENTENCE in editor.get(answer["Location"]).content.decode()
        assert SENTENCE not in editor.get("/redaktion/").content.decode(), "told once"
        plain = write(editor, slug="annan", lead="Så möter vi brukarna.")
        assert "mallens ordlista" not in editor.get(plain["Location"]).content.decode()


def test_tp05_who_writes_a_project_document_is_told_and_it_is_saved(world: SimpleNamespace) -> None:
    with site(world.skara):
        writer = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        one = f"/projektdokument/{begun_by(writer).uuid}/"
        browser = SiteClient("skara.localhost").sign_in(writer)
        sent = form_of(browser.get(f"{one}skriv/").text) | {"head__title": "Läget", "lage__text": "Klienterna hörs."}
        sent |= {f"{name}__title": name.title() for name in ("lage", "milstolpar", "risker", "ekonomi")}
        assert browser.post(f"{one}skriv/", sent)["Location"] == one
        page = browser.get(one).text
        assert SENTENCE in page
        assert "Klienterna hörs." in page


def test_tp05_who_departs_or_proposes_is_told_and_it_is_saved(world: SimpleNamespace) -> None:
    with site(world.skara):
        differently("P-08", process(steps={"utred": "Socialsekreteraren utreder."}))
        row, day = Deviation.objects.get(), clock.today() + timedelta(days=90)
        owner = SiteClient("skara.localhost").sign_in(row.owner)
        why = {"reason": "organisation", "text": "Klienten bor hemma.", "review_on": day.isoformat()}
        departed = owner.post(f"/mallen/avsteg/{row.uuid}/skriv/", why | {"revision": str(row.revision)})
        assert SENTENCE in owner.get(departed["Location"]).text
        keeper = SiteClient("skara.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
        write_to = "/mallen/forslag/om/P-08/"
        sent = proposal_fields(keeper.get(write_to).text) | {"why": "Klienten vill det."}
        page = keeper.get(keeper.post(write_to, sent)["Location"]).text
        assert SENTENCE in page
        assert "Klienten vill det." in page


def test_tp05_a_term_with_markup_is_shown_as_text(world: SimpleNamespace) -> None:
    with site(world.mall):
        found = release(keep("T-03", term("<img src=x onerror=alert(1)>", discouraged="blankett"), kind="term"))
    with site(world.skara):
        take_release(actor=HOUSE, uuid=found.uuid, release=found.uuid, now=clock.now())
        keeper = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        item = Adopted.objects.get(code="P-08")
    browser = SiteClient("skara.localhost").sign_in(keeper)
    form = fields(browser.get(f"/mallen/{item.code}/anpassa/").text)
    answer = browser.post(f"/mallen/{item.code}/anpassa/", form | {"utred__way_of_working": "Fyll i en blankett."})
    page = browser.get(answer["Location"]).text
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


def test_tp05_a_text_longer_than_the_database_indexes_is_still_kept(world: SimpleNamespace) -> None:
    """More than a megabyte of different words: a tsvector takes no more."""
    with site(world.skara):
        assert hints("klient " + " ".join(f"ord{number}" for number in range(300_000))) == hints("klient")


def test_tp05_who_writes_or_changes_a_post_is_told_and_it_is_published(world: SimpleNamespace) -> None:
    with site(world.skara):
        north = unit("Hemtjänst norr")
        writer = SiteClient("skara.localhost").sign_in(colleague(north))
    sent = {"form": str(uuid4()), "text": "Så möter vi klienterna.", "place": f"unit:{north.uuid}", "kind": "post"}
    answer = writer.post("/inlagg/skriv/", sent)
    assert answer.status_code == 302
    assert SENTENCE in writer.get("/inlagg/").text
    with site(world.skara):
        post = Post.objects.get()
    changed = writer.post(f"/inlagg/{post.pk}/andra/", {"text": "En klient ringde.", "version": str(post.version)})
    assert SENTENCE in writer.get(changed["Location"]).text
    with site(world.skara):
        assert Post.objects.get().text == "En klient ringde."


def test_tp05_who_writes_or_changes_a_comment_is_told_once_and_it_stands(world: SimpleNamespace) -> None:
    with site(world.skara):
        page = NewsPageFactory()
        writer = SiteClient("skara.localhost").sign_in(PersonFactory())
    address = f"/samtal/page/{page.pk}/"
    sent = {"form": str(uuid4()), "text": "Våra klienter undrar."}
    answer = writer.post(address, sent)
    assert "#" not in answer["Location"], "the hint stands at the top of the page"
    assert SENTENCE in writer.get(answer["Location"]).text
    again = writer.post(address, sent)
    assert "#kommentar-" in again["Location"]
    assert SENTENCE not in writer.get(again["Location"]).text, "sent twice it is one comment"
    with site(world.skara):
        comment = Comment.objects.get()
    changed = writer.post(f"/kommentar/{comment.pk}/andra/", {"text": "En klient undrar."})
    assert SENTENCE in writer.get(changed["Location"]).text
    with site(world.skara):
        assert Comment.objects.get().text == "En klient undrar."


def test_tp05_a_text_without_such_words_costs_no_question(world: SimpleNamespace) -> None:
    texts = ["Våra klienter.", "VÅRDTAGARENS", "Fel hos oss i vården", "Ett fel i vården!", "Klimat", "Hej.", ""]
    with site(world.skara):
        assert [sentences(text) for text in texts] == [[str(each) for each in hints(text)] for text in texts]
        for text in ("Cykelvägen är klar.", "Klimat", "Vården"):
            with assert_query_budget(0):
                assert sentences(text) == []
    with site(world.hjo):
        assert sentences("Våra klienter.") == [], "each municipality its own words"


def test_tp05_a_process_that_knows_one_municipality_s_words_does_not_take_them_for_another_s(
    world: SimpleNamespace,
) -> None:
    for _time in range(2):
        with site(world.hjo):
            assert sentences("Våra klienter.") == []
        with site(world.skara):
            assert sentences("Våra klienter.") == [SENTENCE]


def test_tp05_whoever_writes_in_the_model_is_told_by_its_own_drafts(world: SimpleNamespace) -> None:
    with site(world.mall):
        keep("T-09", term("genomförandeplan", discouraged="vårdplan"), kind="term")
        editor = SiteClient("mall.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    form = fields(editor.get("/mallen/utkast/P-08/skriv/").text)
    form.pop("csrfmiddlewaretoken", None)
    sent = form | {"area": "avvikelser", "policy": "free", "utred__way_of_working": "Skriv en vårdplan för klienten."}
    answer = editor.post("/mallen/utkast/P-08/skriv/", sent)
    assert answer.status_code == 302
    page = editor.get(answer["Location"]).text
    assert "heter det ”genomförandeplan”, inte ”vårdplan”" in page
    assert SENTENCE in page
