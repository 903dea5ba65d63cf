"""TP-13, TP-16: what somebody sends by hand instead of with the form."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.proposals.actions.comment import comment
from shared_templates.proposals.models import Comment, Decision, Proposal, Stance, Vote
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.proposals import adapt, draft, proposed, send

pytestmark = [pytest.mark.server, pytest.mark.django_db]
LIST, WRITE = "/mallen/forslag/", "/mallen/forslag/om/P-08/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara has proposed its P-08; two keepers of Hjo in browsers."""
    made = proposed(sites)
    with site(sites.hjo):
        adapt("Rektorn utreder.")
        made.mona, made.nils = (PersonFactory(group_names=(TEMPLATE_KEEPERS,)) for _number in range(2))
    made.at_mona, made.at_nils = (SiteClient("hjo.localhost").sign_in(each) for each in (made.mona, made.nils))
    return made


def said(**changes: object) -> dict[str, object]:
    return {
        "why": "Rektorn är på plats.", "head__title": "Avvikelse", "block": ["utred"],
        "utred__title": "utred", "utred__role": "Rektor", "utred__way_of_working": "Rektorn utreder.",
        "utred__system_step": "Klicka.", **changes,
    }  # fmt: skip


def test_tp13_the_number_of_what_was_sent_before_is_not_reused(world: SimpleNamespace) -> None:
    """The form as the browser kept it, sent again after the draft was sent and withdrawn."""
    with site(world.hjo):
        sent = send(draft())
    answer = world.at_mona.post(WRITE, said(uuid=sent.uuid))
    assert answer.status_code == 302
    assert str(sent.uuid) not in answer["Location"]


def test_tp13_the_number_of_another_municipalitys_proposal_is_not_taken(world: SimpleNamespace) -> None:
    with site(world.skara):
        hidden = Proposal.objects.get()
    answer = world.at_mona.post(WRITE, said(uuid=hidden.uuid))
    assert answer.status_code == 302
    assert str(hidden.uuid) not in answer["Location"]


def test_tp13_a_comment_with_the_number_of_another_municipalitys_is_said(world: SimpleNamespace) -> None:
    with site(world.skara):
        first = comment(
            actor=HOUSE, user=PersonFactory(), proposal=world.proposal, text="Vi.", uuid=uuid4(), now=clock.now()
        )
    one = f"{LIST}{world.proposal.uuid}/"
    assert world.at_mona.post(f"{one}kommentera/", {"uuid": first.uuid, "text": "Vi också."}).status_code == 302
    assert world.at_nils.post(f"{one}kommentera/", {"uuid": first.uuid, "text": "Och jag."}).status_code == 302
    with site(world.hjo):
        assert list(Comment.objects.values_list("text", flat=True)) == ["Vi.", "Vi också.", "Och jag."]


@pytest.mark.parametrize("text", ["\x00", "\u202etxet", "<script>alert(1)</script>", "x" * 3000, " \n "])
def test_tp13_no_text_breaks_a_comment(text: str, world: SimpleNamespace) -> None:
    one = f"{LIST}{world.proposal.uuid}/"
    answer = world.at_mona.post(f"{one}kommentera/", {"uuid": uuid4(), "text": text})
    assert answer.status_code in (302, 422)
    assert "<script>alert" not in world.at_mona.get(one).text


@pytest.mark.parametrize(
    "text",
    [
        "８１１２１８－９８７６", "811218 - 9876", "811218\u00a09876", "811218–9876", "8112\u200b18-9876",
        "https://skara.localhost?x", "https://skara.localhost. Mer.", "https://a:b@skara.localhost/",
        "//SKARA.localhost#x", "https:\\\\skara.localhost",
    ],
)  # fmt: skip
def test_tp16_what_is_real_is_seen_however_it_is_written(text: str, world: SimpleNamespace) -> None:
    with site(world.hjo), pytest.raises(ValidationError):
        comment(actor=HOUSE, user=world.mona, proposal=world.proposal, text=f"Se {text}", uuid=uuid4(), now=clock.now())


def test_law3_nobody_votes_speaks_or_answers_about_a_draft_or_for_another(world: SimpleNamespace) -> None:
    """By raw rows, past the doors: the database itself refuses."""
    with site(world.hjo):
        unsent = draft()
    now = clock.now()
    answered = {"accepted": False, "why": "Nej.", "by": "X", "at": now}
    words = {"organisation": "X", "writer": "X", "writer_uuid": uuid4(), "text": "X", "at": now}
    voted = {"municipality": "X", "stance": Stance.FOR, "by": "X", "at": now}
    with site(world.skara):
        for row in (
            Vote(proposal_id=unsent.pk, schema_name=world.skara.schema_name, **voted),
            Comment(uuid=uuid4(), proposal_id=unsent.pk, schema_name=world.skara.schema_name, **words),
            Vote(proposal_id=world.proposal.pk, schema_name=world.hjo.schema_name, **voted),
            Comment(uuid=uuid4(), proposal_id=world.proposal.pk, schema_name=world.hjo.schema_name, **words),
            Decision(proposal_id=world.proposal.pk, schema_name=world.skara.schema_name, **answered),
            Decision(proposal_id=world.proposal.pk, schema_name=world.mall.schema_name, **answered),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                row.save()
    with site(world.hjo):
        for row in (
            Vote(proposal_id=unsent.pk, schema_name=world.hjo.schema_name, **voted),
            Comment(uuid=uuid4(), proposal_id=unsent.pk, schema_name=world.hjo.schema_name, **words),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                row.save()
    with site(world.mall), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Decision.objects.create(proposal_id=unsent.pk, schema_name=world.mall.schema_name, **answered)
