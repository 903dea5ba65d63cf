"""LAW-24: names that the model's rooms have written down beside what somebody did go with the protected identity."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from samverk.identity.access import actor_for
from samverk.identity.groups import PROTECTORS
from samverk.identity.models import User
from samverk.identity.protection.actions.end_protection import end_protection
from samverk.identity.protection.actions.protect_person import protect_person
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.notifications.models import Event
from shared_templates.adoption.models import Adopted, Application, DeviationStep, PutOff
from shared_templates.board.models import Submission, Word
from shared_templates.deviations.actions.give_deviations import give_deviations
from shared_templates.documents.models import Document
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.models import Master, TestCase, TestResult
from shared_templates.proposals.actions.comment import comment
from shared_templates.proposals.actions.tell_of_proposal import tell_of_proposal
from shared_templates.proposals.actions.vote import vote
from shared_templates.proposals.models import Comment, Vote
from shared_templates.sandbox.models import SandboxReset
from tenants.life.actions import make_copy
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.deviations import depart, taken
from tests.support.documents import begun_by, reporting, sent_by
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process
from tests.support.proposals import proposed
from tests.support.sandboxes import MODEL, go_in, model_and_sandbox, reset

pytestmark = [pytest.mark.server]
REAL, SHOWN = "Örnulfa Åskvädersson", "Medarbetare 12"


def canary(**traits: object) -> User:
    return PersonFactory(display_name=REAL, first_name="Örnulfa", last_name="Åskvädersson", **traits)


def protect(user: User) -> User:
    protector = PersonFactory(group_names=(PROTECTORS,))
    return protect_person(actor=actor_for(protector), protector=protector, user=user, shown_as=SHOWN, reason="Ärende 7")


@pytest.mark.django_db
def test_law24_what_was_said_of_proposals_is_said_by_the_protected_name_on_every_site(sites: SimpleNamespace) -> None:
    world = proposed(sites)
    with site(world.hjo):
        user = canary()
        said = {"actor": actor_for(user), "user": user, "proposal": world.proposal, "now": clock.now()}
        comment(**said, text="Vi gör likadant.", uuid=uuid4())
        vote(**said, stance="for")
    with site(world.mall):
        tell_of_proposal(actor=HOUSE, proposal=world.proposal.uuid)
        assert Event.objects.filter(excerpt__contains=REAL).exists()
    with site(world.hjo):
        protect(user)
    for tenant in (world.skara, world.mall, world.hjo):
        with site(tenant):
            assert [one.writer for one in Comment.objects.all()] == [SHOWN]
            assert not Vote.objects.filter(by__contains=REAL).exists()
            assert not Event.objects.filter(excerpt__contains=REAL).exists(), tenant.slug


@pytest.mark.django_db
def test_law24_deviations_and_items_name_nobody_protected_and_the_name_comes_back(sites: SimpleNamespace) -> None:
    world = taken(sites)
    with site(world.skara):
        user, now = canary(), clock.now()
        row = depart(user)
        give_deviations(actor=HOUSE, keys=[str(row.uuid)], frm=user, to=user)
        Application.objects.create(
            uuid=uuid4(), release=uuid4(), name="X 1.0.0", asked_by=REAL, asked_by_uuid=user.uuid, asked_at=now,
        )  # fmt: skip
        PutOff.objects.create(key=uuid4(), version=1, by=REAL, at=now)
        columns = [(Adopted, "changed_by"), (Application, "asked_by"), (PutOff, "by"), (DeviationStep, "by"),
                   (DeviationStep, "note")]  # fmt: skip
        for model, field in columns:
            assert model.objects.filter(**{field: REAL}).exists(), field
        protect(user)
        for model, field in columns:
            assert not model.objects.filter(**{field: REAL}).exists(), field
            assert model.objects.filter(**{field: SHOWN}).exists(), field
        protector = PersonFactory(group_names=(PROTECTORS,))
        end_protection(actor=actor_for(protector), protector=protector, user=User.objects.get(pk=user.pk))
        for model, field in columns:
            assert model.objects.filter(**{field: REAL}).exists(), field


@pytest.mark.django_db
def test_law24_the_board_and_those_who_try_out_drafts_are_named_as_now(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        told = {"deviation": uuid4(), "schema_name": "skara", "template_schema": "mall", "submitted_at": clock.now()}
        Submission.objects.create(**told, key=uuid4(), code="P-08", title="X", text="Vana.", since=clock.today())
    with site(sites.mall):
        user = canary()
        keep("P-08", process())
        Word.objects.create(**told, advice="keep", comment="Behåll.", by=REAL, at=clock.now())
        case = TestCase.objects.create(master=Master.objects.get(), title="X", steps="X", expected="X")
        TestResult.objects.create(case=case, passed=True, tester=user, tester_name=REAL, at=clock.now())
        SandboxReset.objects.create(uuid=uuid4(), asked_by=REAL, asked_by_uuid=user.uuid, asked_at=clock.now())
        protect(user)
        assert TestResult.objects.get().tester_name == SandboxReset.objects.get().asked_by == SHOWN
    with site(sites.skara):
        assert Word.objects.get().by == SHOWN


@pytest.mark.django_db
def test_law24_a_document_that_is_sent_stays_as_it_was_and_is_read_without_the_name(sites: SimpleNamespace) -> None:
    world = reporting(sites)
    with site(world.skara):
        user = canary(group_names=(TEMPLATE_KEEPERS,))
        draft, sent = begun_by(user), sent_by(user, begun_by(user), user)
        protect(user)
        assert Document.objects.get(pk=draft.pk).changed_by == SHOWN
        assert Document.objects.get(pk=sent.pk).sent_to[0][2] == REAL, "frozen"
    whole = f"/projektdokument/{sent.uuid}"
    for path in ("/projektdokument/", f"{whole}/", f"{whole}.html", f"{whole}.md"):
        shown = world.at_reader.get(path).content.decode()
        assert REAL not in shown, path
        assert SHOWN in shown, path
    assert "Dokumentet är inte som det skickades" not in world.at_reader.get(f"{whole}/").content.decode()


@pytest.mark.django_db
def test_law24_nobody_protected_is_offered_among_those_a_document_is_for(sites: SimpleNamespace) -> None:
    """Names are part of what is sent: not even a writer who may see behind the name chooses the person."""
    world = reporting(sites)
    with site(world.skara):
        draft, user = begun_by(world.writer), canary()
        protector = PersonFactory(group_names=(TEMPLATE_KEEPERS, PROTECTORS))
        at_protector = SiteClient("skara.localhost").sign_in(protector)
        address = f"/projektdokument/{draft.uuid}/skicka/"
        sought = {"revision": str(draft.revision), "sok": "Örnulfa", "leta": "ja"}
        assert REAL in world.at_writer.post(address, sought).text
        protect(user)
        chosen = {"revision": str(draft.revision), "people": [str(user.uuid)], "skicka": "ja"}
        for browser in (world.at_writer, at_protector):
            for name in ("Örnulfa", SHOWN):
                assert str(user.uuid) not in browser.post(address, sought | {"sok": name}).text, name
            assert browser.post(address, chosen).status_code == 422
        assert not Document.objects.get().is_sent


def test_law24_the_sandbox_knows_nobody_by_a_name_that_the_model_hides(committed: str) -> None:
    made = model_and_sandbox()
    with site(made.mall):
        hidden = canary(group_names=(TEMPLATE_KEEPERS,))
    reset()
    go_in(SiteClient(MODEL).sign_in(hidden))
    with site(made.sandbox):
        assert User.objects.filter(display_name__contains=REAL).count() == 2
    with site(made.mall):
        protect(hidden)
    with site(made.sandbox):
        assert not User.objects.filter(display_name__contains="Åskv").exists()
        copy = User.objects.get(uuid=hidden.uuid)
        assert (copy.display_name, copy.is_protected, copy.last_name, copy.email) == (SHOWN, True, "", "")
    with site(made.mall):
        protector = PersonFactory(group_names=(PROTECTORS,))
        end_protection(actor=actor_for(protector), protector=protector, user=User.objects.get(pk=hidden.pk))
    with site(made.sandbox):
        copy.refresh_from_db()
        assert (copy.display_name, copy.is_protected, copy.email) == (REAL, False, "")


def test_law24_who_is_protected_while_the_sandbox_is_copied_is_hidden_in_it(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = model_and_sandbox()
    with site(made.mall):
        hidden = canary()
    real = make_copy.add_files

    def meanwhile(source: str, target: str) -> None:
        with site(made.mall):
            protect(hidden)
        real(source, target)

    monkeypatch.setattr(make_copy, "add_files", meanwhile)
    reset()
    with site(made.sandbox):
        assert not User.objects.filter(display_name=REAL).exists()
        assert User.objects.get(uuid=hidden.uuid).display_name == SHOWN
