"""TP-13, TN-11: what a site has proposed, voted and said goes with it when it is erased or moved."""

import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.proposals.actions.comment import comment
from shared_templates.proposals.actions.decide_proposal import decline_proposal
from shared_templates.proposals.actions.vote import vote
from shared_templates.proposals.models import Comment, Decision, Proposal, Vote
from tenants.life.removal import site_erasers
from tenants.life.rules import public_parts
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.factories import PersonFactory
from tests.support.proposals import draft, proposed

pytestmark = [pytest.mark.server, pytest.mark.django_db]

PARTS = tuple(f"template_proposals{name}" for name in ("", "_decisions", "_votes", "_comments"))


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara's proposal with Hjo's vote and comment and the model's no; Hjo has begun to write one."""
    made = proposed(sites)
    with site(sites.hjo):
        person = PersonFactory(display_name="Mona")
        vote(actor=HOUSE, user=person, proposal=made.proposal, stance="for", now=clock.now())
        comment(actor=HOUSE, user=person, proposal=made.proposal, text="Bra.", uuid=uuid4(), now=clock.now())
        draft()
    with site(sites.mall):
        decline_proposal(actor=HOUSE, proposal=made.proposal, why="Nej.", now=clock.now())
    return made


def erase(tenant: Tenant) -> None:
    with site(tenant):
        site_erasers["proposals"]()  # type: ignore[operator]


def counts(reader: Tenant) -> list[int]:
    """Proposals, decisions, votes, comments as one site sees them."""
    with site(reader):
        return [model._default_manager.count() for model in (Proposal, Decision, Vote, Comment)]


def exported(tenant: Tenant) -> dict[str, list[dict[str, object]]]:
    found = {}
    with site(tenant), connection.cursor() as cursor:
        for name in PARTS:
            cursor.execute(public_parts[name].query)
            found[name] = [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]
    return found


def loaded(tenant: Tenant, rows: dict[str, list[dict[str, object]]]) -> None:
    with site(tenant):
        for name in PARTS:
            public_parts[name].load(json.loads(json.dumps(rows[name])))


def test_tn11_the_proposers_erasure_takes_what_others_said_of_it(world: SimpleNamespace) -> None:
    assert counts(world.mall) == [1, 1, 1, 1]
    erase(world.skara)
    assert counts(world.mall) == [0, 0, 0, 0]
    assert counts(world.hjo) == [1, 0, 0, 0]


def test_tn11_a_voters_erasure_leaves_the_others(world: SimpleNamespace) -> None:
    erase(world.hjo)
    assert counts(world.skara) == [1, 1, 0, 0]
    assert counts(world.hjo) == [1, 1, 0, 0]


def test_tn11_the_models_erasure_takes_its_answers(world: SimpleNamespace) -> None:
    erase(world.mall)
    assert counts(world.skara) == [1, 0, 1, 1]


def test_tn11_each_sites_part_travels_and_comes_back_as_it_was(world: SimpleNamespace) -> None:
    for tenant in (world.skara, world.hjo, world.mall):
        before = exported(tenant)
        assert any(before.values())
        loaded(tenant, before)
        assert exported(tenant) == before
        assert counts(world.skara) == [1, 1, 1, 1]
    gone = {tenant.schema_name: exported(tenant) for tenant in (world.skara, world.hjo, world.mall)}
    for tenant in (world.skara, world.hjo, world.mall):
        erase(tenant)
    for tenant in (world.skara, world.hjo, world.mall):
        loaded(tenant, gone[tenant.schema_name])
        assert exported(tenant) == gone[tenant.schema_name]
    assert counts(world.hjo) == [2, 1, 1, 1]


def test_tn11_what_is_said_of_a_proposal_that_did_not_come_along_is_left_out(world: SimpleNamespace) -> None:
    told = exported(world.hjo)
    erase(world.skara)
    loaded(world.hjo, told)
    assert counts(world.hjo) == [1, 0, 0, 0]


def test_tn11_a_restore_leaves_what_was_sent_later(world: SimpleNamespace) -> None:
    loaded(world.skara, {name: [] for name in PARTS})
    assert counts(world.mall) == [1, 1, 1, 1]
