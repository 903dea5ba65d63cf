"""TP-03: a deviation has a reason, an owner, an approver and a day; it is decided, renewed, ended, and it ends."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Event
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.board.models import Submission
from shared_templates.catalogue.models import Standing
from shared_templates.deviations.actions.end_deviation import end_deviation
from shared_templates.deviations.actions.mind_deviations import mind_deviations
from shared_templates.deviations.actions.rewrite_deviation import rewrite_deviation
from shared_templates.deviations.keeping import Overtaken
from shared_templates.deviations.queries import unexplained
from shared_templates.deviations.tasks import mind_deviations_here
from shared_templates.habit import ends_on
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.deviations import OURS, because, decided, depart, taken

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    return taken(sites)


def later(days: int) -> datetime:
    """Noon, so many days from now."""
    return make_aware(datetime.combine(clock.today() + timedelta(days=days), datetime.min.time().replace(hour=12)))


def reasons(world: SimpleNamespace) -> list[str]:
    return Standing.objects.get(schema_name=world.skara.schema_name).reasons


def test_tp03_an_approver_who_is_not_the_owner_decides_on_the_page(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = depart(world.owner)
    address = f"/mallen/avsteg/{row.uuid}/"
    assert "Någon annan som får godkänna avsteg" in world.at_owner.get(address).text
    assert "De som får godkänna avsteg hos er" in world.at_reader.get(address).text
    for browser in (world.at_owner, world.at_reader):
        assert browser.post(f"{address}beslut/", {"beslut": "ja", "revision": row.revision}).status_code == 403
    page = world.at_approver.get(address).text
    assert "Vi är små." in page
    assert 'href="/mallen/P-08/skillnad/"' in page
    refused = world.at_approver.post(f"{address}beslut/", {"beslut": "nej", "revision": row.revision})
    assert refused.status_code == 422
    assert "Skriv varför avsteget skickas tillbaka." in refused.text
    with site(world.skara):
        assert Deviation.objects.get().state == "proposed"
    sent = {"beslut": "nej", "note": "Pröva mallens väg.", "revision": row.revision}
    assert world.at_approver.post(f"{address}beslut/", sent).status_code == 302
    page = world.at_owner.get(address).text
    assert "Pröva mallens väg." in page
    assert "Skickat tillbaka" in page
    with site(world.skara):
        assert reasons(world) == []
        assert list(unexplained().values_list("code", flat=True)) == ["P-08"]
        assert Event.objects.get(kind="deviation_decided").audience["users"] == {"2": [world.owner.pk]}


def test_tp03_of_two_at_once_one_wins_and_the_other_is_told(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = depart(world.owner)
        rewrite_deviation(
            actor=HOUSE, deviation=row, read=row.revision, why=because(world.owner, text="Vi är få."), now=clock.now()
        )
    late = world.at_approver.post(f"/mallen/avsteg/{row.uuid}/beslut/", {"beslut": "ja", "revision": row.revision})
    assert late.status_code == 422
    assert "Någon annan hann före" in late.text
    assert "Vi är få." in late.text
    with site(world.skara):
        assert Deviation.objects.get().state == "proposed"
        assert AuditEntry.objects.filter(verb="templates.decide_deviation").count() == 0


def test_tp03_what_was_typed_stays_when_somebody_was_faster(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = depart(world.owner)
    address = f"/mallen/avsteg/{row.uuid}/skriv/"
    assert 'value="organisation" selected' in world.at_owner.get(address).text
    assert world.at_approver.get(address).status_code == 403
    with site(world.skara):
        decided(row, world.approver)
    day = (clock.today() + timedelta(days=30)).isoformat()
    typed = {"reason": "law", "text": "Lagen säger så.", "review_on": day, "revision": row.revision}
    page = world.at_owner.post(address, typed)
    assert page.status_code == 422
    for words in ("Någon annan hann före", "Lagen säger så.", "Vi är små."):
        assert words in page.text
    with site(world.skara):
        current = Deviation.objects.get().revision
    assert world.at_owner.post(address, typed | {"revision": current}).status_code == 302
    with site(world.skara):
        row = Deviation.objects.get()
        assert (row.state, row.reason, row.cost_a_year) == ("proposed", "law", None)
        assert [step.step for step in row.steps.all()] == ["proposed", "approved", "renewed"]
        assert AuditEntry.objects.filter(verb="templates.rewrite_deviation").count() == 1


def test_tp03_an_ended_deviation_leaves_the_text_and_makes_it_unexplained(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = decided(depart(world.owner), world.approver)
    address = f"/mallen/avsteg/{row.uuid}/avsluta/"
    assert world.at_reader.post(address, {"revision": row.revision}).status_code == 403
    assert world.at_owner.post(address, {"revision": row.revision}).status_code == 422
    done = world.at_owner.post(address, {"slut-note": "Vi är många nu.", "revision": row.revision})
    assert done.status_code == 302
    with site(world.skara):
        assert OURS in Adopted.objects.get().said().texts_of("utred")["way_of_working"]
        assert (Deviation.objects.get().state, reasons(world)) == ("closed", [])
        assert AuditEntry.objects.filter(verb="templates.end_deviation").count() == 1
        with pytest.raises(Overtaken):
            end_deviation(
                actor=HOUSE, user=world.owner, deviation=row, read=row.revision, note="Igen.", now=clock.now()
            )
    assert "Skillnaden är inte förklarad" in world.at_reader.get("/mallen/P-08/").text
    assert "Oförklarad" in world.at_reader.get("/mallen/").text
    assert "En text skiljer sig från mallen utan förklaring" in world.at_reader.get("/mallen/avsteg/").text
    assert "Inget skäl angivet" in world.at_reader.get("/mallen/karta/avvikelser/").text


def test_tp03_what_differs_without_explanation_is_explained_anew(world: SimpleNamespace) -> None:
    with site(world.skara):
        decided(depart(world.owner), world.approver, approved=False)
    assert world.at_reader.get("/mallen/P-08/avsteg/").status_code == 403
    assert 'href="/mallen/P-08/avsteg/"' in world.at_owner.get("/mallen/P-08/").text
    day = (clock.today() + timedelta(days=30)).isoformat()
    sent = {"reason": "contract", "text": "Avtalet gäller till mars.", "review_on": day, "cost_a_year": "5000"}
    assert world.at_owner.post("/mallen/P-08/avsteg/", sent | {"text": ""}).status_code == 422
    assert world.at_owner.post("/mallen/P-08/avsteg/", sent).status_code == 302
    with site(world.skara):
        assert sorted(Deviation.objects.values_list("state", "reason")) == [
            ("closed", "organisation"), ("proposed", "contract"),
        ]  # fmt: skip
        assert not unexplained().exists()
        assert AuditEntry.objects.filter(verb="templates.propose_deviation").count() == 1
    assert "Det finns redan ett avsteg här" in world.at_owner.post("/mallen/P-08/avsteg/", sent).text


def test_tp03_the_models_words_again_end_what_they_explained(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = depart(world.owner, reason="habit")
        item = Adopted.objects.get()
        change_item(actor=HOUSE, item=item, content=item.began_from(), read=item.revision, now=clock.now())
        row.refresh_from_db()
        assert row.state == "closed"
        assert row.steps.last().note == "Texten är åter mallens."
        assert Submission.objects.get().closed_at is not None


def test_tp03_a_habit_ends_after_twelve_months_and_the_text_is_unexplained(world: SimpleNamespace) -> None:
    """TP-03's own example, the days simulated."""
    with site(world.skara):
        row = decided(depart(world.owner, reason="habit"), world.approver)
        year = (ends_on(clock.today()) - clock.today()).days
        mind_deviations(actor=HOUSE, now=later(year - 1))
        assert Deviation.objects.get().state == "review"
        assert reasons(world) == ["habit"]
        mind_deviations(actor=HOUSE, now=later(year))
        row.refresh_from_db()
        assert (row.state, reasons(world)) == ("expired", [])
        assert OURS in Adopted.objects.get().said().texts_of("utred")["way_of_working"]
        assert [step.step for step in row.steps.all()] == ["proposed", "approved", "review", "expired"]
        assert Submission.objects.get().closed_at is not None
        mind_deviations(actor=HOUSE, now=later(year + 1))
        assert row.steps.count() == 4
        assert AuditEntry.objects.filter(verb="templates.mind_deviations").count() == 2
        kinds = sorted(Event.objects.exclude(kind="deviation_waits").values_list("kind", flat=True))
        assert kinds == ["deviation_decided", "deviation_ended", "deviation_review"]
    assert "Avsteget har gått ut" in world.at_reader.get(f"/mallen/avsteg/{row.uuid}/").text


def test_tp03_a_renewed_habit_lives_from_its_new_approval(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = decided(depart(world.owner, reason="habit"), world.approver)
        why = because(world.owner, reason="habit", review_on=clock.today() + timedelta(days=500))
        renewed = rewrite_deviation(actor=HOUSE, deviation=row, read=row.revision, why=why, now=later(200))
        assert renewed.state == "proposed"
        assert reasons(world) == ["habit"]
        decided(renewed, world.approver, now=later(210))
        mind_deviations(actor=HOUSE, now=later(400))
        assert Deviation.objects.get().state == "approved"
        mind_deviations(actor=HOUSE, now=later(210 + 367))
        assert Deviation.objects.get().state == "expired"


def test_tp03_a_renewal_nobody_approves_does_not_stop_the_twelve_months(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = decided(depart(world.owner, reason="habit"), world.approver)
        why = because(world.owner, reason="habit", review_on=clock.today() + timedelta(days=500))
        rewrite_deviation(actor=HOUSE, deviation=row, read=row.revision, why=why, now=later(200))
        mind_deviations(actor=HOUSE, now=later(367))
        assert Deviation.objects.get().state == "expired"


def test_tp03_only_a_habit_ends_by_itself_others_ask_for_their_review(world: SimpleNamespace) -> None:
    with site(world.skara):
        decided(depart(world.owner, reason="law"), world.approver)
        mind_deviations(actor=HOUSE, now=later(89))
        assert Deviation.objects.get().state == "approved"
        mind_deviations(actor=HOUSE, now=later(2000))
        assert Deviation.objects.get().state == "review"
        assert reasons(world) == ["law"]
        mind_deviations_here.run()
        assert Event.objects.filter(kind="deviation_review").count() == 1


@pytest.mark.parametrize(
    ("since", "ends"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 3, 31), date(2026, 3, 31)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_tp03_a_year_is_counted_by_the_calendar(since: date, ends: date) -> None:
    assert ends_on(since) == ends


def test_tp03_what_waits_for_me_stands_first_and_links_narrow_the_list(sites: SimpleNamespace) -> None:
    world = taken(sites, ("P-01", "P-02", "P-08"))
    with site(world.skara):
        decided(depart(world.owner, "P-01", reason="law"), world.approver)
        waiting = depart(world.owner, "P-02", reason="habit", now=clock.now() - timedelta(days=9))
        decided(depart(world.owner, "P-08"), world.approver)
    page = world.at_approver.get("/mallen/avsteg/").text.split("<tbody>")[1]
    assert page.index("P-02") < page.index("P-08")
    assert "Ett avsteg väntar på dig." in world.at_approver.get("/mallen/avsteg/").text
    assert "väntar på dig" not in world.at_owner.get("/mallen/avsteg/").text
    assert "P-08" not in world.at_owner.get("/mallen/avsteg/?lage=proposed").text.split("<tbody>")[1]
    assert "P-02" not in world.at_owner.get("/mallen/avsteg/?skal=law").text.split("<tbody>")[1]
    assert "Inget avsteg passar" in world.at_owner.get("/mallen/avsteg/?lage=closed").text
    lines = world.at_reader.get("/mallen/avsteg.csv?lage=proposed").text.splitlines()
    assert len(lines) == 2
    assert "Vi är små." in lines[1]
    assert world.at_reader.get(f"/mallen/avsteg/{waiting.uuid}/").status_code == 200


def test_tp03_the_list_asks_as_often_for_many_as_for_two(sites: SimpleNamespace) -> None:
    codes = [f"P-{number:02}" for number in range(1, 13)]
    world = taken(sites, codes)
    paths = ("/mallen/avsteg/", "/mallen/avsteg.csv", "/mallen/avsteg/kostnad/", "/mallen/P-01/")
    with site(world.skara):
        for code in codes[:2]:
            depart(world.owner, code)
    before = {}
    for path in paths:
        world.at_approver.get(path)
        with assert_query_budget(40) as queries:
            world.at_approver.get(path)
        before[path] = len(queries)
    with site(world.skara):
        for code in codes[2:]:
            depart(world.owner, code)
    for path in paths:
        with assert_query_budget(before[path]):
            assert world.at_approver.get(path).status_code == 200


def test_tp03_no_estimate_is_kept_as_none_by_the_migration(world: SimpleNamespace) -> None:
    from importlib import import_module

    from django.db import connection

    told = import_module("shared_templates.adoption.migrations.0003_no_estimate_is_none")
    with site(world.skara):
        row = depart(world.owner, cost_a_year=0)
        with connection.cursor() as cursor:
            cursor.execute(told.FORWARD)
            row.refresh_from_db()
            assert row.cost_a_year is None
            cursor.execute(told.BACKWARD)
        row.refresh_from_db()
        assert row.cost_a_year == 0


def test_tp03_nobody_decides_about_what_is_ended(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = decided(depart(world.owner), world.approver, approved=False)
        end_deviation(actor=HOUSE, user=world.owner, deviation=row, read=row.revision, note="Nej.", now=clock.now())
        row.refresh_from_db()
        with pytest.raises(ValidationError, match="redan tagit ställning"):
            decided(row, world.approver)
        with pytest.raises(ValidationError, match="avslutat"):
            rewrite_deviation(actor=HOUSE, deviation=row, read=row.revision, why=because(world.owner), now=clock.now())
