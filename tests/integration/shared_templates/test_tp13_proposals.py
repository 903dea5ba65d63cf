"""TP-13: a municipality proposes its words back to the model, through the doors."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.models import Adopted, Deviation, DeviationState
from shared_templates.catalogue.models import ReleasedItem
from shared_templates.content.merging import Choice, Side, Unsettled
from shared_templates.masters.actions.keep_master import ChangedMeanwhile as MasterChanged
from shared_templates.masters.models import Master
from shared_templates.proposals.actions.comment import change_comment, comment, withdraw_comment
from shared_templates.proposals.actions.decide_proposal import accept_proposal, decline_proposal
from shared_templates.proposals.actions.keep_proposal import ChangedMeanwhile, keep_proposal
from shared_templates.proposals.actions.vote import vote
from shared_templates.proposals.actions.withdraw_proposal import bring_back_proposal, withdraw_proposal
from shared_templates.proposals.models import Comment, Decision, Proposal, Vote
from shared_templates.proposals.queries import proposal_by_uuid, state_of, tally_of
from shared_templates.proposals.words import told_affected
from tenants.models import State, Tenant
from tenants.site_context import site
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release
from tests.support.proposals import OURS, V1, adapt, draft, ours, proposed, send, take

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    return proposed(sites)


def accept(world: SimpleNamespace, choices: dict[str, Choice] | None = None) -> Decision:
    with site(world.mall):
        master = Master.objects.get(code="P-08")
        return accept_proposal(
            actor=HOUSE, proposal=world.proposal, read=master.revision, now=clock.now(), choices=choices
        )


def votes(world: SimpleNamespace, there: Tenant, stance: str = "for", why: str = "") -> Vote:
    with site(there):
        return vote(actor=HOUSE, user=PersonFactory(), proposal=world.proposal, stance=stance, now=clock.now(), why=why)


def test_tp13_the_accepted_words_come_with_credit_and_the_deviation_ends(world: SimpleNamespace) -> None:
    """The requirement's own example, from the municipality's words to everybody's."""
    decision = accept(world)
    assert decision.in_version == 2
    with site(world.mall):
        master = Master.objects.get(code="P-08")
        assert master.said() == ours()
        assert (master.credit, state_of(world.proposal)) == ("Skara", "accepted")
        found = release(master)
        assert "P-08: efter förslag från Skara." in found.notes
        assert ReleasedItem.objects.get(release=found).credit == "Skara"
        assert Master.objects.get(code="P-08").credit == ""
    with site(world.skara):
        assert state_of(Proposal.objects.get()) == "released"
        take(found)
        item = Adopted.objects.get(code="P-08")
        assert (item.likeness, item.version) == ("inherited", 2)
        assert Deviation.objects.get().state == DeviationState.CLOSED
    with site(world.hjo):
        take(found)
        assert Adopted.objects.get(code="P-08").said() == ours()


def test_tp13_a_draft_is_seen_and_changed_by_its_own_municipality_alone(world: SimpleNamespace) -> None:
    with site(world.hjo):
        own = draft("Rektorn utreder.\nInom fjorton dagar.\nBrukaren hörs.")
    for other in (world.skara, world.mall, world.gvs12, world.drift):
        with site(other), connection.cursor() as cursor:
            assert proposal_by_uuid(own.uuid) is None
            cursor.execute("UPDATE public.proposals_proposal SET why = 'x' WHERE sent_at IS NULL")
            assert cursor.rowcount == 0
    with site(world.hjo):
        assert proposal_by_uuid(own.uuid) == own
        send(own)
    for reader in (world.skara, world.mall):
        with site(reader):
            assert proposal_by_uuid(own.uuid) is not None
    for stranger in (world.gvs12, world.drift):
        with site(stranger):
            assert not Proposal.objects.exists()


def test_tp13_what_is_sent_is_never_changed(world: SimpleNamespace) -> None:
    with site(world.skara):
        for change in ({"why": "Annat."}, {"content": {}}, {"sent_at": None}):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                Proposal.objects.update(**change)
        assert send(Proposal.objects.get()).sent_at == world.proposal.sent_at
        assert AuditEntry.objects.filter(verb="templates.send_proposal").count() == 1


def test_tp13_a_draft_is_one_and_says_whose_words_came_second(world: SimpleNamespace) -> None:
    with site(world.hjo):
        first = draft(uuid=uuid4())
        assert draft(uuid=first.uuid) == first
        with pytest.raises(ChangedMeanwhile):
            draft(why="Något annat.")
        again = keep_proposal(
            actor=HOUSE, item=Adopted.objects.get(), content=ours(), why="Något annat.", uuid=uuid4(),
            now=clock.now(), read=first.revision,
        )  # fmt: skip
        assert (again.pk, again.why, Proposal.objects.filter(schema_name="hjo").count()) == (
            first.pk, "Något annat.", 1,
        )  # fmt: skip
        assert AuditEntry.objects.filter(verb="templates.keep_proposal").count() == 2


@pytest.mark.parametrize(
    ("text", "why", "sentence"),
    [
        (OURS, " ", "Skriv varför"),
        (V1, "Bättre.", "ord för ord mallens"),
        (f"{OURS}\n19811218-9876", "Bättre.", "personnummer"),
        (OURS, "Se https://skara.localhost/rutin", "skara.localhost"),
        (OURS, "Det gällde 811218-9876.", "personnummer"),
    ],
)
def test_tp16_nothing_real_and_nothing_empty_is_proposed(
    world: SimpleNamespace, text: str, why: str, sentence: str
) -> None:
    with site(world.hjo):
        with pytest.raises(ValidationError, match=sentence):
            draft(text, why)
        assert not Proposal.objects.filter(schema_name="hjo").exists()


def test_tp13_a_municipality_votes_once_for_itself_and_changes_its_mind(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="talar emot"):
        votes(world, world.hjo, "against")
    votes(world, world.hjo, "against", "Chefen ska utreda.")
    votes(world, world.hjo, "for")
    with site(world.hjo):
        cast = Vote.objects.get()
        assert (cast.schema_name, cast.municipality, cast.stance, cast.why) == ("hjo", "Hjo", "for", "")
        assert AuditEntry.objects.filter(verb="templates.vote").count() == 2
        row = f"({world.proposal.pk}, 'skara', 'Skara', 'for', '', 'x', now())"
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            connection.cursor().execute(
                "INSERT INTO public.proposals_vote (proposal_id, schema_name, municipality, stance, why, by, at)"
                f" VALUES {row}"
            )
    with pytest.raises(ValidationError, match="ert eget"):
        votes(world, world.skara)
    with pytest.raises(ValidationError, match="Bara kommuner"):
        votes(world, world.mall)


def test_tp13_those_who_changed_it_themselves_stand_first_and_are_counted_apart(world: SimpleNamespace) -> None:
    votes(world, world.hjo, "for")
    with site(world.skara):
        tally = tally_of(world.proposal)
        assert [(one.name, one.is_affected) for one in tally.voices] == [("Hjo", False)]
    with site(world.hjo):
        adapt("Chefen utreder.\nInom sju dagar.\nBrukaren hörs.")
        tally = tally_of(world.proposal)
    assert [(one.name, one.is_affected) for one in tally.voices] == [("Hjo", True)]
    assert (tally.count("for"), tally.count("for", affected=True), tally.votes) == (1, 1, 1)
    with site(world.hjo):
        Vote.objects.all().delete()
        assert tally_of(world.proposal).silent() == 1


def test_tp13_a_paused_municipality_is_not_waited_for_but_its_vote_counts(world: SimpleNamespace) -> None:
    with site(world.hjo):
        adapt("Rektorn utreder.\nInom fjorton dagar.\nBrukaren hörs.")
    Tenant.objects.filter(pk=world.hjo.pk).update(state=State.SUSPENDED)
    with site(world.mall):
        tally = tally_of(world.proposal)
        assert (tally.affected, tally.silent(), told_affected(tally)) == (0, 0, "")
    votes(world, world.hjo)
    with site(world.mall):
        tally = tally_of(world.proposal)
        assert (tally.affected, tally.silent(), tally.count("for", affected=True)) == (1, 0, 1)


def test_tp13_only_the_model_answers_and_once(world: SimpleNamespace) -> None:
    insert = (
        "INSERT INTO public.proposals_decision (proposal_id, schema_name, accepted, why, by, at, in_version)"
        f" VALUES ({world.proposal.pk}, '%s', true, '', 'x', now(), 2)"
    )
    for there in (world.skara, world.hjo):
        with site(there):
            for schema_name in (there.schema_name, "mall"):
                with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                    connection.cursor().execute(insert % schema_name)
    with site(world.mall):
        decline_proposal(actor=HOUSE, proposal=world.proposal, why="Vi väntar.", now=clock.now())
        with pytest.raises(ValidationError, match="har redan svarat"):
            decline_proposal(actor=HOUSE, proposal=world.proposal, why="Nej.", now=clock.now())
        assert AuditEntry.objects.filter(verb="templates.decline_proposal").count() == 1
        assert Decision.objects.get().why == "Vi väntar."
    with pytest.raises(ValidationError, match="har redan svarat"):
        accept(world)
    with pytest.raises(ValidationError, match="har redan svarat"):
        votes(world, world.hjo)
    with site(world.skara), pytest.raises(ValidationError, match="redan avgjort"):
        withdraw_proposal(actor=HOUSE, proposal=world.proposal, now=clock.now())


def test_tp13_a_no_says_why(world: SimpleNamespace) -> None:
    with site(world.mall):
        with pytest.raises(ValidationError, match="Skriv varför"):
            decline_proposal(actor=HOUSE, proposal=world.proposal, why=" ", now=clock.now())
        assert not Decision.objects.exists()


def test_tp13_where_the_model_has_moved_on_both_are_kept_or_asked_about(world: SimpleNamespace) -> None:
    with site(world.mall):
        master = Master.objects.get(code="P-08")
        newer = "Enhetschefen utreder.\nInom sju dagar.\nBrukaren hörs."
        keep("P-08", process(steps={"utred": newer}), master=master)
    with pytest.raises(Unsettled) as asked:
        accept(world)
    (conflict,) = asked.value.conflicts
    assert (conflict.theirs, conflict.mine) == ("Samordnaren utreder.", "Enhetschefen utreder.")
    with site(world.mall):
        assert not Decision.objects.exists()
        assert Master.objects.get(code="P-08").said() == process(steps={"utred": newer})
    accept(world, {conflict.key: Choice(Side.THEIRS)})
    with site(world.mall):
        text = Master.objects.get(code="P-08").said().texts_of("utred")["way_of_working"]
        assert text.split("\n\n") == ["Samordnaren utreder.", "Inom sju dagar.", "Brukaren hörs."]


def test_tp13_an_answer_about_a_text_that_was_written_in_meanwhile_is_refused(world: SimpleNamespace) -> None:
    with site(world.mall):
        with pytest.raises(MasterChanged):
            accept_proposal(actor=HOUSE, proposal=world.proposal, read=uuid4(), now=clock.now())
        keep("P-08", ours(), master=Master.objects.get(code="P-08"))
        release(Master.objects.get(code="P-08"))
    with pytest.raises(ValidationError, match="säger redan så"):
        accept(world)


def test_tp13_two_proposals_in_one_release_are_both_named(world: SimpleNamespace) -> None:
    accept(world)
    with site(world.hjo):
        world.proposal = send(draft("Chefen utreder.\nInom fjorton dagar.\nBrukaren och anhöriga hörs."))
    accept(world)
    with site(world.mall):
        assert Master.objects.get(code="P-08").credit == "Skara, Hjo"
        assert AuditEntry.objects.filter(verb="templates.accept_proposal").count() == 2
        text = Master.objects.get(code="P-08").said().texts_of("utred")["way_of_working"]
        assert text.split("\n\n") == ["Samordnaren utreder.", "Inom fjorton dagar.", "Brukaren och anhöriga hörs."]


def test_tp13_withdrawn_it_can_be_brought_back_with_its_votes(world: SimpleNamespace) -> None:
    votes(world, world.hjo)
    with site(world.skara):
        for _time in range(2):
            withdraw_proposal(actor=HOUSE, proposal=world.proposal, now=clock.now())
        assert state_of(Proposal.objects.get()) == "withdrawn"
    with pytest.raises(ValidationError, match="tillbakadraget"):
        votes(world, world.hjo)
    with site(world.skara):
        for _time in range(2):
            bring_back_proposal(actor=HOUSE, proposal=world.proposal)
        assert state_of(Proposal.objects.get()) == "sent"
        assert tally_of(world.proposal).votes == 1
        with pytest.raises(ValidationError, match="redan ett öppet förslag"):
            send(draft("Rektorn utreder.\nInom fjorton dagar.\nBrukaren hörs."))
        withdraw_proposal(actor=HOUSE, proposal=Proposal.objects.get(sent_at=None), now=clock.now())
        assert Proposal.objects.count() == 1
        verbs = AuditEntry.objects.filter(verb__endswith="_proposal").values_list("verb", flat=True)
        assert list(verbs).count("templates.withdraw_proposal") == 2
        assert list(verbs).count("templates.bring_back_proposal") == 1


def test_tp13_a_comment_is_its_writers_own_while_the_proposal_is_open(world: SimpleNamespace) -> None:
    with site(world.hjo):
        writer, colleague = PersonFactory(display_name="Mona"), PersonFactory()
        number = uuid4()
        for _time in range(2):
            said = comment(
                actor=HOUSE, user=writer, proposal=world.proposal, text=" Bra tänkt. ", uuid=number, now=clock.now()
            )
        assert (said.organisation, said.writer, said.text, Comment.objects.count()) == ("Hjo", "Mona", "Bra tänkt.", 1)
        with pytest.raises(ValidationError, match="Bara den som"):
            change_comment(actor=HOUSE, user=colleague, comment=said, text="Dåligt.", now=clock.now())
        change_comment(actor=HOUSE, user=writer, comment=said, text="Mycket bra.", now=clock.now())
        for text in (" ", "x" * 2001, "Ring 19811218-9876"):
            with pytest.raises(ValidationError):
                change_comment(actor=HOUSE, user=writer, comment=said, text=text, now=clock.now())
    with site(world.skara):
        told = Comment.objects.get()
        assert told.text == "Mycket bra."
        assert told.changed_at is not None
        with pytest.raises(ValidationError, match="Bara den som"):
            withdraw_comment(actor=HOUSE, user=writer, comment=told, now=clock.now())
        assert Comment.objects.update(text="x") == 0
    with site(world.hjo):
        withdraw_comment(actor=HOUSE, user=writer, comment=said, now=clock.now())
        assert Comment.objects.get().text == ""
        verbs = set(AuditEntry.objects.values_list("verb", flat=True))
        assert {"templates.comment", "templates.change_comment", "templates.withdraw_comment"} <= verbs
    accept(world)
    with site(world.hjo), pytest.raises(ValidationError, match="har redan svarat"):
        comment(actor=HOUSE, user=writer, proposal=world.proposal, text="Sent.", uuid=uuid4(), now=clock.now())
