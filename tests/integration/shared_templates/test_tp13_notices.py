"""TP-13: the model hears of a proposal, the proposer of votes, all with a part of comments and answers; each once."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Notice
from samverk.notifications.rounds import expand_waiting
from samverk.project.health import broker
from shared_templates.adoption.models import Adopted, Deviation, DeviationState
from shared_templates.adoption.tasks import take_what_is_quiet
from shared_templates.adoption.told import RELEASED
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.models import Master
from shared_templates.proposals.actions.comment import comment
from shared_templates.proposals.actions.decide_proposal import accept_proposal, decline_proposal
from shared_templates.proposals.actions.tell_of_proposal import tell_of_proposal
from shared_templates.proposals.actions.vote import vote
from shared_templates.proposals.actions.withdraw_proposal import withdraw_proposal
from shared_templates.proposals.tasks import hear_of_recent_proposals, spread_proposal
from shared_templates.proposals.told import DECIDED, SENT, SPOKEN, VOTED
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.factories import PersonFactory
from tests.support.masters import release
from tests.support.proposals import proposed, take

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara has proposed a text; each site has somebody who answers and somebody who only reads."""
    found = proposed(sites)
    for name in ("mall", "skara", "hjo"):
        with site(getattr(sites, name)):
            setattr(found, f"{name}_keeper", PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
            PersonFactory()
    return found


def told(world: SimpleNamespace, where: Tenant) -> list[tuple[str, int, str]]:
    """(kind, person, words) on a site, in the order they happened; asked for three times over."""
    with site(where):
        for _again in range(3):
            tell_of_proposal(actor=HOUSE, proposal=world.proposal.uuid)
        expand_waiting(actor=HOUSE, now=clock.now())
        rows = Notice.objects.filter(event__kind__startswith="proposals.").order_by("event_id", "user_id")
        return list(rows.values_list("event__kind", "user_id", "event__excerpt"))


def votes(world: SimpleNamespace, stance: str, why: str = "") -> None:
    with site(world.hjo):
        user: User = world.hjo_keeper
        vote(actor=HOUSE, user=user, proposal=world.proposal, stance=stance, why=why, now=clock.now())


def says(world: SimpleNamespace, where: Tenant, who: User, text: str) -> None:
    with site(where):
        comment(actor=HOUSE, user=who, proposal=world.proposal, text=text, uuid=uuid4(), now=clock.now())


def test_tp13_those_who_answer_at_the_model_hear_of_a_proposal_once(world: SimpleNamespace) -> None:
    assert told(world, world.mall) == [(SENT, world.mall_keeper.pk, "Samordnaren har tid.")]
    assert told(world, world.skara) == told(world, world.hjo) == []
    with site(world.mall):
        assert AuditEntry.objects.filter(verb="templates.tell_of_proposal").count() == 1


def test_tp13_nobody_is_told_of_a_proposal_that_was_withdrawn_before_the_worker_came(world: SimpleNamespace) -> None:
    with site(world.mall):
        tell_of_proposal(actor=HOUSE, proposal=world.proposal.uuid)
    with site(world.skara):
        withdraw_proposal(actor=HOUSE, proposal=world.proposal, now=clock.now())
    assert told(world, world.mall) == []


def test_tp13_the_proposer_hears_each_vote_once_and_again_when_it_changes(world: SimpleNamespace) -> None:
    votes(world, "for")
    votes(world, "for")
    assert told(world, world.skara) == [(VOTED, world.skara_keeper.pk, "Hjo: För")]
    votes(world, "against", "För dyrt.")
    assert told(world, world.skara)[1:] == [(VOTED, world.skara_keeper.pk, "Hjo: Mot: För dyrt.")]
    assert told(world, world.hjo) == []


def test_tp13_all_with_a_part_hear_of_a_comment_but_not_its_writer(world: SimpleNamespace) -> None:
    says(world, world.skara, world.skara_keeper, "Vi svarar gärna.")
    votes(world, "for")
    says(world, world.hjo, world.hjo_keeper, "Vem är samordnare?")
    words = f"{world.hjo_keeper.display_name}, Hjo: Vem är samordnare?"
    assert (SPOKEN, world.skara_keeper.pk, words) in told(world, world.skara)
    assert not [row for row in told(world, world.skara) if "gärna" in row[2]]
    assert [kind for kind, _who, _words in told(world, world.mall)] == [SENT, SPOKEN, SPOKEN]
    # What was said before Hjo had a part was there to read when it voted; its own words are nobody's news there.
    assert told(world, world.hjo) == []


def accepted(world: SimpleNamespace) -> None:
    read = Master.objects.get(code="P-08").revision
    accept_proposal(actor=HOUSE, proposal=world.proposal, read=read, now=clock.now())


def declined(world: SimpleNamespace) -> None:
    decline_proposal(actor=HOUSE, proposal=world.proposal, why="Mallen räcker.", now=clock.now())


@pytest.mark.parametrize(("answer", "words"), [(accepted, "Antaget."), (declined, "Avslaget. Mallen räcker.")])
def test_tp13_the_proposer_and_the_voters_hear_the_answer(
    world: SimpleNamespace, answer: Callable[[SimpleNamespace], None], words: str
) -> None:
    votes(world, "abstains")
    with site(world.mall):
        answer(world)
    assert told(world, world.skara)[1:] == [(DECIDED, world.skara_keeper.pk, words)]
    assert told(world, world.hjo) == [(DECIDED, world.hjo_keeper.pk, words)]
    assert told(world, world.mall) == []


def test_tp13_when_it_is_released_every_municipality_hears_whose_it_was_and_the_deviation_ends(
    world: SimpleNamespace,
) -> None:
    """The requirement's own example, from the answer to everybody's inbox."""
    with site(world.mall):
        accepted(world)
        found = release(Master.objects.get(code="P-08"))
    for tenant, keeper in ((world.skara, world.skara_keeper), (world.hjo, world.hjo_keeper)):
        with site(tenant):
            take_what_is_quiet.run(release=str(found.uuid))
            expand_waiting(actor=HOUSE, now=clock.now())
            (notice,) = Notice.objects.filter(event__kind=RELEASED)
            assert notice.user == keeper
            assert "P-08: efter förslag från Skara." in notice.event.excerpt
    with site(world.skara):
        assert Deviation.objects.get().state != DeviationState.CLOSED
        take(found)
        assert Deviation.objects.get().state == DeviationState.CLOSED
        assert Adopted.objects.get().likeness == "inherited"


def test_tp13_whoever_no_longer_works_there_when_it_is_sent_hears_nothing(world: SimpleNamespace) -> None:
    with site(world.mall):
        tell_of_proposal(actor=HOUSE, proposal=world.proposal.uuid)
        User.objects.filter(pk=world.mall_keeper.pk).update(is_active=False)
    assert told(world, world.mall) == []


def test_tp13_the_worker_carries_it_to_the_sites_with_a_part(
    world: SimpleNamespace, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with site(world.hjo), django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        vote(actor=HOUSE, user=world.hjo_keeper, proposal=world.proposal, stance="for", now=clock.now())
    asked = [json.loads(raw)["headers"] for raw in broker().lrange("samverk", 0, -1)]
    assert ("shared_templates.spread_proposal", world.hjo.schema_name) in {
        (one["task"], one["_schema_name"]) for one in asked
    }
    broker().delete("samverk")
    with site(world.hjo):
        spread_proposal.run(proposal=str(world.proposal.uuid))
    carried = [json.loads(raw)["headers"] for raw in broker().lrange("samverk", 0, -1)]
    assert {one["_schema_name"] for one in carried} == {
        world.hjo.schema_name, world.skara.schema_name, world.mall.schema_name
    }  # fmt: skip


def test_tp13_what_a_lost_message_left_untold_is_told_within_a_day(world: SimpleNamespace) -> None:
    with site(world.mall):
        hear_of_recent_proposals.run()
        expand_waiting(actor=HOUSE, now=clock.now())
        assert Notice.objects.filter(event__kind=SENT).count() == 1


def test_tp13_telling_costs_the_same_for_two_comments_and_for_forty(world: SimpleNamespace) -> None:
    says(world, world.skara, world.skara_keeper, "Ett.")
    says(world, world.skara, world.skara_keeper, "Två.")
    told(world, world.mall)

    with site(world.mall), assert_query_budget(12) as few:
        tell_of_proposal(actor=HOUSE, proposal=world.proposal.uuid)
    for number in range(38):
        says(world, world.skara, world.skara_keeper, f"Nummer {number}.")
    told(world, world.mall)
    with site(world.mall), assert_query_budget(12) as many:
        tell_of_proposal(actor=HOUSE, proposal=world.proposal.uuid)
    assert len(few) == len(many)
