"""TP-03: a habit goes to the template board, whose word the municipality reads; nobody else reads either."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Event
from shared_templates.board.actions.answer_habit import answer_habit
from shared_templates.board.models import Submission, Word
from shared_templates.board.views.board import PER_PAGE
from shared_templates.deviations.actions.mind_deviations import mind_deviations
from shared_templates.deviations.actions.rewrite_deviation import rewrite_deviation
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.life.removal import site_erasers
from tenants.life.rules import public_parts
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.deviations import because, decided, depart, taken
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara has a deviation of habit; somebody of the board and an ordinary person sit at the model."""
    found = taken(sites)
    with site(sites.skara):
        found.habit = depart(found.owner, reason="habit", text="Så har vi alltid gjort.")
    with site(sites.mall):
        member, other = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory(acting_for_name="Hjo")
    found.at_board = SiteClient("mall.localhost").sign_in(member)
    found.at_model = SiteClient("mall.localhost").sign_in(other)
    return found


def answered(at: datetime) -> Submission:
    """What the board was asked, when it has answered; with the model's site active."""
    told = Submission.objects.get()
    answer_habit(
        actor=HOUSE, deviation=told.deviation, submitted_at=told.submitted_at, advice="keep", comment="Ja.", now=at
    )
    return told


def test_tp03_the_board_is_asked_answers_once_and_the_municipality_reads_it(world: SimpleNamespace) -> None:
    page = world.at_board.get("/mallen/avsteg/").text
    assert "Så har vi alltid gjort." in page
    assert "Skara" in page
    address = f"/mallen/radet/{world.habit.uuid}/"
    assert world.at_model.get("/mallen/avsteg/").status_code == 403
    assert world.at_model.get(address).status_code == 403
    assert "De har inte svarat än." in world.at_reader.get(f"/mallen/avsteg/{world.habit.uuid}/").text
    with site(world.mall):
        told = Submission.objects.get()
    sent = {"submitted_at": told.submitted_at.isoformat(timespec="microseconds"), "advice": "take_in"}
    assert world.at_board.post(address, sent).status_code == 422
    sent["comment"] = "Ert sätt är bättre än vårt."
    assert world.at_board.post(address, sent).status_code == 302
    assert world.at_board.post(address, sent).status_code == 422
    page = world.at_reader.get(f"/mallen/avsteg/{world.habit.uuid}/").text
    assert "Ert sätt är bättre än vårt." in page
    assert "Ta in i mallen" in page
    assert "Inget väntar" in world.at_board.get("/mallen/avsteg/").text
    with site(world.mall):
        assert AuditEntry.objects.filter(verb="templates.answer_habit").count() == 1
    with site(world.skara):
        mind_deviations(actor=HOUSE, now=clock.now())
        mind_deviations(actor=HOUSE, now=clock.now())
        assert Event.objects.filter(kind="deviation_word").count() == 1


def test_tp03_the_board_never_answers_a_text_it_has_not_read(world: SimpleNamespace) -> None:
    with site(world.mall):
        read = Submission.objects.get().submitted_at
    with site(world.skara):
        row = world.habit
        rewrite_deviation(
            actor=HOUSE, deviation=row, read=row.revision,
            why=because(world.owner, reason="habit", text="Av en annan vana."), now=clock.now(),
        )  # fmt: skip
    with site(world.mall):
        said = {"actor": HOUSE, "deviation": row.uuid, "advice": "keep", "comment": "Ja.", "now": clock.now()}
        with pytest.raises(ValidationError, match="medan du läste"):
            answer_habit(submitted_at=read, **said)
        current = Submission.objects.get()
        assert current.text == "Av en annan vana."
        answer_habit(submitted_at=current.submitted_at, **said)
        with pytest.raises(ValidationError, match="redan svarat"):
            answer_habit(submitted_at=current.submitted_at, **said)
    with site(world.skara):
        row.refresh_from_db()
        decided(row, world.approver, approved=False)
    with site(world.mall), pytest.raises(ValidationError, match="upphört"):
        answer_habit(submitted_at=current.submitted_at, **said)


def test_tp03_only_a_habit_goes_to_the_board(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = world.habit
        rewrite_deviation(
            actor=HOUSE, deviation=row, read=row.revision, why=because(world.owner, reason="law"), now=clock.now()
        )
    with site(world.mall):
        told = Submission.objects.get()
        assert told.closed_at is not None
        assert told.text == "Så har vi alltid gjort."


@pytest.mark.parametrize("text", ["Vi ringer 198112189876 först.", "Se https://hjo.localhost/rutin"])
def test_tp03_nothing_of_a_person_or_a_real_site_goes_to_the_board(world: SimpleNamespace, text: str) -> None:
    with site(world.skara):
        why = because(world.owner, reason="habit", text=text)
        with pytest.raises(ValidationError, match="utanför kommunen") as told:
            rewrite_deviation(actor=HOUSE, deviation=world.habit, read=world.habit.revision, why=why, now=clock.now())
        assert "text" in told.value.error_dict
        assert Submission.objects.get().text == "Så har vi alltid gjort."


def test_law3_between_the_two_nobody_else_reads_and_each_writes_its_own(world: SimpleNamespace) -> None:
    with site(world.mall):
        assert Submission.objects.update(text="Ändrat av mallen") == 0
        answered(clock.now())
    with site(world.hjo):
        assert (Submission.objects.count(), Word.objects.count()) == (0, 0)
    with site(world.skara):
        assert Word.objects.update(comment="Ändrat av kommunen") == 0
        assert Word.objects.get().comment == "Ja."


@pytest.mark.parametrize("whose", ["skara", "mall"])
def test_law1_either_half_is_erased_with_its_site(world: SimpleNamespace, whose: str) -> None:
    with site(world.mall):
        answered(clock.now())
    with site(getattr(world, whose)):
        site_erasers["board"]()
    for each in (world.skara, world.mall):
        with site(each):
            assert (Submission.objects.count(), Word.objects.count()) == (0, 0)


def test_law1_both_halves_travel_with_their_sites(world: SimpleNamespace) -> None:
    with site(world.mall):
        answered(clock.now() - timedelta(days=1))
    for where, name, model in ((world.skara, "board_submissions", Submission), (world.mall, "board_words", Word)):
        with site(where):
            part = public_parts[name]
            before = list(model._default_manager.values())
            with connection.cursor() as cursor:
                cursor.execute(part.query)
                rows = [json.loads(row) for (row,) in cursor.fetchall()]
            part.load(rows)
            after = list(model._default_manager.values())
            assert [{**row, "id": 0} for row in after] == [{**row, "id": 0} for row in before]
            assert len(rows) == 1


def test_tp03_the_board_reads_page_by_page_and_what_waits_comes_first(world: SimpleNamespace) -> None:
    with site(world.mall):
        told = answered(clock.now())
    with site(world.skara):
        habits("X", PER_PAGE, since=told)
        habits("Y", 1, since=told, closed_at=clock.now())
    first, second = (world.at_board.get(f"/mallen/avsteg/?sida={number}").text for number in (1, 2))
    assert [first.count(f"X-{number} ") for number in range(PER_PAGE)] == [1] * PER_PAGE
    assert ("Besvarade" in first, "Väntar på ert ord" in second) == (False, False)
    assert f"/mallen/radet/{told.deviation}/" in second
    assert 'href="?sida=2"' in first
    assert "Y-0" not in first + second, "it ended before the board had answered"


def habits(code: str, count: int, *, since: Submission, closed_at: datetime | None = None) -> None:
    """As many more of them, from the active municipality, each as old as `since`."""
    copied = ("schema_name", "template_schema", "key", "title", "text", "since", "submitted_at")
    facts = {name: getattr(since, name) for name in copied}
    Submission.objects.bulk_create(
        Submission(deviation=uuid4(), code=f"{code}-{number}", closed_at=closed_at, **facts) for number in range(count)
    )
