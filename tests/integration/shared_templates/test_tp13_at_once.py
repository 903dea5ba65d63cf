"""TP-13: who answer, vote and withdraw at the same moment, each in a connection of its own: one wins."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.masters.actions.keep_master import ChangedMeanwhile
from shared_templates.masters.models import Master
from shared_templates.proposals.actions.decide_proposal import accept_proposal, decline_proposal
from shared_templates.proposals.actions.vote import vote
from shared_templates.proposals.actions.withdraw_proposal import withdraw_proposal
from shared_templates.proposals.models import Decision, Proposal, State, Vote
from shared_templates.proposals.queries import state_of
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.factories import PersonFactory
from tests.support.proposals import proposed

pytestmark = [pytest.mark.server]
Act = tuple[Tenant, Callable[[], object]]


def at_once(acts: list[Act]) -> list[str]:
    """What became of each: `done`, or how it was refused."""
    begin, told = threading.Barrier(len(acts)), []

    def one(tenant: Tenant, do: Callable[[], object]) -> None:
        try:
            with site(tenant):
                begin.wait(timeout=60)
                do()
            told.append("done")
        except (ValidationError, ChangedMeanwhile) as error:
            told.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return told


def sites_with_a_proposal() -> SimpleNamespace:
    return proposed(SimpleNamespace(**{slug: tenant_by_slug(slug) for slug in ("skara", "hjo", "mall")}))


def test_tp13_of_all_who_answer_at_once_one_wins(committed: str) -> None:
    world = sites_with_a_proposal()
    with site(world.mall):
        read = Master.objects.get(code="P-08").revision

    def accept() -> None:
        accept_proposal(actor=HOUSE, proposal=world.proposal, read=read, now=clock.now())

    def decline() -> None:
        decline_proposal(actor=HOUSE, proposal=world.proposal, why="Nej.", now=clock.now())

    def withdraw() -> None:
        withdraw_proposal(actor=HOUSE, proposal=world.proposal, now=clock.now())

    told = at_once([(world.mall, accept), (world.mall, decline), (world.skara, withdraw)])
    with site(world.skara):
        state = state_of(Proposal.objects.get())
    assert sorted(told) == ["ValidationError", "ValidationError", "done"]
    assert state in (State.ACCEPTED, State.DECLINED, State.WITHDRAWN)
    with site(world.mall):
        answered = state != State.WITHDRAWN
        verbs = ["templates.accept_proposal", "templates.decline_proposal"]
        assert Decision.objects.count() == AuditEntry.objects.filter(verb__in=verbs).count() == answered
        assert (Master.objects.get(code="P-08").credit == "Skara") == (state == State.ACCEPTED)


def test_tp13_a_municipality_that_votes_four_times_at_once_has_one_vote(committed: str) -> None:
    world = sites_with_a_proposal()
    with site(world.hjo):
        person = PersonFactory()

    def cast() -> None:
        vote(actor=HOUSE, user=person, proposal=world.proposal, stance="for", now=clock.now())

    assert at_once([(world.hjo, cast)] * 4) == ["done"] * 4
    with site(world.hjo):
        assert Vote.objects.count() == 1
