"""TP-01: what applies here is found in the site's search and followed; followers hear when its text here is new."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.searching import searchables
from samverk.notifications.models import Notice
from samverk.notifications.rounds import expand_waiting
from samverk.search.queries import search
from samverk.social.following.actions.follow import follow
from shared_templates.adoption.actions.answer_routine import answer_routine
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models import Adopted, Application
from shared_templates.adoption.subjects import item_ref
from shared_templates.adoption.told import CHANGED
from shared_templates.catalogue.models import Release
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import differently, keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]
V2 = "Chefen utreder inom sju dagar."


def take(found: Release) -> Application:
    return take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """A process and a term, taken in Skara."""
    with site(sites.mall):
        master = keep("P-08", process("Avvikelser och klagomål"))
        words = keep("T-01", term("brukare", discouraged="klient"), kind="term")
        found = release(master, words)
    with site(sites.skara):
        application = take(found)
        return SimpleNamespace(
            master=master, application=application, person=PersonFactory(), guest=PersonFactory(guest=True),
            **vars(sites),
        )  # fmt: skip


def found(person: User, text: str) -> list[str]:
    hits = next((group.hits for group in search(viewer=person, text=text) if group.key == "templates"), ())
    return [hit.url for hit in hits]


@pytest.mark.parametrize(
    "text", ["P-08", "p-08", "klagomål", "avvikelse", "utreder", "utredning OR utred", "fjorton dagar"]
)
def test_tp01_an_item_is_found_by_title_code_and_text_in_its_inflections(text: str, world: SimpleNamespace) -> None:
    with site(world.skara):
        assert found(world.person, text) == ["/mallen/P-08/"]


def test_tp01_the_names_of_blocks_are_no_words_of_it(world: SimpleNamespace) -> None:
    with site(world.skara):
        assert found(world.person, "routine") == []


def test_tp01_only_those_who_belong_here_find_and_each_municipality_its_own(world: SimpleNamespace) -> None:
    with site(world.skara):
        assert found(world.guest, "klagomål") == []
        assert found(world.person, "klagomål") == ["/mallen/P-08/"]
    with site(world.hjo):
        assert found(PersonFactory(), "klagomål") == []


def test_tp01_what_is_found_follows_what_is_taken_changed_and_undone(world: SimpleNamespace) -> None:
    with site(world.skara):
        differently("P-08", process("Avvikelser och klagomål", steps={"utred": "Samordnaren lyssnar."}))
        assert found(world.person, "samordnaren") == ["/mallen/P-08/"]
        assert found(world.person, "brukaren hörs") == []
    with site(world.hjo):
        done = take(Release.objects.get())
        person = PersonFactory()
        assert found(person, "klagomål") == ["/mallen/P-08/"]
        undo_release(actor=HOUSE, application=done, now=clock.now())
        assert found(person, "klagomål") == []


def test_tp01_an_excerpt_shows_the_words_around_and_what_it_is(world: SimpleNamespace) -> None:
    with site(world.skara):
        (hit,) = searchables["templates"].search(world.person, "klient", 5)
        assert (hit.title, hit.note) == ("brukare", "Term T-01")
        assert "klient" in hit.excerpt
        (hit,) = searchables["templates"].search(world.person, "utreder", 5)
        assert "utreder" in hit.excerpt


def test_performance_a_search_is_two_questions_to_an_index(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = Adopted.objects.get(code="P-08")
        Adopted.objects.bulk_create(
            Adopted(
                key=uuid4(), kind="guide", code=f"L-{number:03}", area="avvikelser", title=f"Lathund {number}",
                policy="free", version=1, base_hash="0" * 64, content=row.content, changed_at=clock.now(),
                changed_by="x",
            )
            for number in range(200)
        )  # fmt: skip
        with assert_query_budget(2):
            assert len(searchables["templates"].search(world.person, "utreder", 5)) == 5
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {_question()}")  # the index serves just this question
            assert "adopted_by_words" in "\n".join(line for (line,) in cursor.fetchall())


def _question() -> str:
    from django.contrib.postgres.search import SearchQuery

    from shared_templates.adoption.models.adopted import WORDS

    rows = Adopted.objects.annotate(vector=WORDS).filter(vector=SearchQuery("utreder", config="swedish"))
    with connection.cursor() as cursor:
        sql, values = rows.values("pk").query.sql_with_params()
        return str(cursor.mogrify(sql, values).decode())


def told(person: User) -> list[tuple[str, str]]:
    expand_waiting(actor=HOUSE, now=clock.now())
    rows = Notice.objects.filter(user=person, event__kind=CHANGED).order_by("pk")
    return list(rows.values_list("event__title", "event__excerpt"))


def test_tp01_followers_hear_when_the_text_here_changes_and_of_nothing_else(world: SimpleNamespace) -> None:
    with site(world.skara):
        row, other = Adopted.objects.get(code="P-08"), PersonFactory()
        follow(actor=actor_for(world.person), user=world.person, ref=item_ref(row.key), now=clock.now())
        answer_routine(actor=HOUSE, item=row, answer="adopt", now=clock.now())
        row.refresh_from_db()
        change_item(actor=HOUSE, item=row, content=row.said(), read=row.revision, now=clock.now())
        assert told(world.person) == [], "an answer and a text that says the same are no new text"
    with site(world.mall):
        world.master.refresh_from_db()
        second = release(
            keep("P-08", process("Avvikelser och klagomål", steps={"utred": V2}), master=world.master), name="Processer"
        )
    with site(world.skara):
        done = take(second)
        take_release(actor=HOUSE, uuid=done.uuid, release=second.uuid, now=clock.now())
        title = "P-08 Avvikelser och klagomål"
        assert told(world.person) == [(title, "Processer 1.1.0")]
        undo_release(actor=HOUSE, application=done, now=clock.now())
        assert told(world.person)[1:] == [(title, "Processer 1.1.0 är ångrat.")]
        differently("P-08", process("Avvikelser och klagomål", steps={"utred": "Samordnaren utreder."}))
        assert told(world.person)[2:] == [(title, "Texten är ändrad här hos oss.")]
        assert told(other) == []


def test_tp01_who_changes_a_text_does_not_hear_of_it(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = Adopted.objects.get(code="T-01")
        follow(actor=actor_for(world.person), user=world.person, ref=item_ref(row.key), now=clock.now())
        Adopted.objects.update(policy="free")
        change_item(
            actor=actor_for(world.person), item=row, content=term("vårdtagare"), read=row.revision, now=clock.now()
        )
        assert told(world.person) == []


def test_tp01_the_page_has_the_button_and_a_guest_cannot_follow(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = Adopted.objects.get(code="P-08")
        client = SiteClient("skara.localhost").sign_in(world.person)
        address = f"/folj/template_item/{row.key}/"
        assert address in client.get("/mallen/P-08/").content.decode()
        assert client.post(address, {"gor": "folj"}).status_code == 302
        assert "P-08 Avvikelser" in client.get("/foljer/").content.decode()
        guest = SiteClient("skara.localhost").sign_in(world.guest)
        assert guest.post(address, {"gor": "folj"}).status_code == 403


def test_performance_followers_of_many_items_are_one_question(world: SimpleNamespace, skara: Tenant) -> None:
    from shared_templates.adoption.told import tell_followers

    with site(world.skara):
        rows = list(Adopted.objects.all())
        for number in (2, 200):
            with assert_query_budget(1):
                tell_followers(actor=HOUSE, changed=(rows * 100)[:number], words="x")
