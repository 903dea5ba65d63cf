"""TP-03, TN-14: what somebody sends by hand to deviations and the board, and what the days do in the end."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.board.models import Submission, Word
from shared_templates.deviations.actions.mind_deviations import mind_deviations
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.deviations import decided, depart, taken
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server, pytest.mark.django_db]
LIST = "/mallen/avsteg/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara departs from P-08 by habit; browsers of Hjo's and the model's keepers and of a supplier and a guest."""
    made = taken(sites)
    with site(sites.skara):
        made.deviation = depart(made.owner, reason="habit", text="Vi har alltid gjort så.")
        supplier, guest = PersonFactory(capacity="supplier"), PersonFactory(guest=True)
    for name in ("hjo", "mall"):
        with site(getattr(sites, name)):
            keeper = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        setattr(made, f"at_{name}", SiteClient(f"{name}.localhost").sign_in(keeper))
    made.at_supplier, made.at_guest = (SiteClient("skara.localhost").sign_in(each) for each in (supplier, guest))
    made.one = f"{LIST}{made.deviation.uuid}/"
    return made


@pytest.mark.parametrize("step", ["", "beslut/", "skriv/", "avsluta/"])
def test_tp03_nobody_else_reaches_a_deviation(step: str, world: SimpleNamespace) -> None:
    verbs = ("get", "post") if step in ("", "skriv/") else ("post",)
    for verb in verbs:
        answers = {
            name: getattr(getattr(world, f"at_{name}"), verb)(world.one + step).status_code
            for name in ("hjo", "supplier", "guest")
        }
        assert answers["hjo"] in (404, 405), verb
        assert {answers["supplier"], answers["guest"]} <= {403, 405}, verb
    assert "Vi har alltid" not in world.at_mall.get(world.one).text
    assert world.at_mall.post(world.one + "beslut/").status_code == 404


def test_tp03_the_board_is_the_models_alone(world: SimpleNamespace) -> None:
    path = f"/mallen/radet/{world.deviation.uuid}/"
    for browser in (world.at_hjo, world.at_owner, world.at_approver):
        assert browser.get(path).status_code == 404
        assert browser.post(path).status_code == 404
    assert world.at_mall.get("/mallen/radet/" + str(uuid4()) + "/").status_code == 404


def test_tp03_what_is_rewritten_without_having_been_read_is_refused(world: SimpleNamespace) -> None:
    sent = {"reason": "law", "text": "Lagen.", "review_on": clock.today() + timedelta(days=30)}
    for revision in ({}, {"revision": "x"}, {"revision": str(uuid4())}):
        assert world.at_owner.post(world.one + "skriv/", sent | revision).status_code == 422
    with site(world.skara):
        assert Deviation.objects.get().reason == "habit"


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\u202e", "<script>alert(1)</script>", "x" * 100_000])
def test_tp03_no_text_breaks_a_deviation(text: str, world: SimpleNamespace) -> None:
    sent = {
        "reason": "law",
        "text": text.encode("utf-8", "surrogatepass"),
        "cost_a_year": "9" * 30,
        "review_on": "99999-99-99",
    }
    # What is larger than any form is refused before it is read.
    assert world.at_owner.post(world.one + "skriv/", sent).status_code in (400, 422)
    for step in ("beslut/", "avsluta/"):
        note = {"note": sent["text"], "slut-note": sent["text"], "revision": str(world.deviation.revision)}
        assert world.at_approver.post(world.one + step, note).status_code in (302, 400, 422)
    assert "<script>alert" not in world.at_owner.get(world.one).text
    assert "<script>alert" not in world.at_owner.get(LIST).text


def test_tp03_the_file_runs_no_formula(world: SimpleNamespace) -> None:
    with site(world.skara):
        Deviation.objects.update(text="=1+1", cost_a_year=5)
        Adopted.objects.update(title="@SUM(A1)")
    for path in (f"{LIST[:-1]}.csv", f"{LIST}kostnad.csv", f"{LIST}enheter.csv"):
        cells = [cell for line in world.at_reader.get(path).text.splitlines() for cell in line.split(";")]
        assert not {"=1+1", "@SUM(A1)"} & set(cells), path
    assert ";'=1+1;" in world.at_reader.get(f"{LIST[:-1]}.csv").text


def test_tp03_a_year_ahead_the_round_ends_each_once(world: SimpleNamespace) -> None:
    with site(world.skara):
        decided(world.deviation, world.approver)
        later = clock.now() + timedelta(days=366)
        for _run in range(2):
            mind_deviations(actor=HOUSE, now=later)
        assert list(Deviation.objects.values_list("state", flat=True)) == ["expired"]
        assert AuditEntry.objects.filter(verb="templates.mind_deviations").count() == 1
        assert Submission.objects.get().closed_at == later


def test_law3_the_database_keeps_the_words_between_a_municipality_and_its_board(world: SimpleNamespace) -> None:
    told = {
        "deviation": world.deviation.uuid,
        "advice": "keep",
        "comment": "X",
        "by": "X",
        "at": clock.now(),
        "submitted_at": clock.now(),
        "schema_name": "skara",
    }
    with site(world.hjo):
        assert not Submission.objects.exists()
        assert Submission.objects.filter(schema_name="skara").update(text="X") == 0
        for row in (
            Word(template_schema="mall", **told),
            Word(template_schema="hjo", **told),
            Submission(
                deviation=uuid4(), schema_name="skara", template_schema="mall", key=uuid4(), code="P", title="P",
                text="X", since=clock.today(), submitted_at=clock.now(),
            ),
        ):  # fmt: skip
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                row.save()
    with site(world.skara), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Word.objects.create(template_schema="mall", **told)
    with site(world.mall):
        assert Submission.objects.update(text="X") == 0
        assert Submission.objects.filter(schema_name="skara").delete()[0] == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Word.objects.create(template_schema="mall", **told | {"deviation": uuid4()})
