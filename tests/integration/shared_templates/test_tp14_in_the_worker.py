"""TP-14: a large release is taken by the worker, whole or not at all; what a crash leaves is taken up again."""

import re
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from samverk.identity.access import actor_for
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, Actor
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.actions.carry_out_order import carry_out_order
from shared_templates.adoption.actions.order_release import order_release
from shared_templates.adoption.actions.take_by_itself import take_by_itself
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models import Adopted, Application
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.queries import applications
from shared_templates.adoption.tasks import take_up_again, take_what_is_quiet
from shared_templates.adoption.unfinished import PATIENCE, REACH, Left, unfinished
from shared_templates.adoption.views.preview import MANY
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.actions.withdraw_release import withdraw_release
from shared_templates.site_settings import AUTOMATIC, PACE, REVIEWS
from tenants.models import Kind, Tenant
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """A release of one item more than a page takes by itself; `keeper` is a browser in Skara."""
    with site(sites.mall):
        set_setting(actor=HOUSE, key=REVIEWS, value=0, now=clock.now())
        masters = [keep(f"T-{number}", term(f"ord {number}"), kind="term") for number in range(MANY + 1)]
        large = release(*masters, approved=False)
    with site(sites.skara):
        person = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
    return SimpleNamespace(
        large=large,
        masters=masters,
        person=person,
        keeper=SiteClient("skara.localhost").sign_in(person),
        **vars(sites),
    )


def order(world: SimpleNamespace, uuid: UUID | None = None) -> Application:
    return order_release(
        actor=actor_for(world.person), uuid=uuid or uuid4(), release=world.large.uuid,
        keys=[master.key for master in world.masters], now=clock.now(),
    )  # fmt: skip


def carry_out(row: Application) -> Application:
    """As the task does."""
    return carry_out_order(actor=Actor(uuid=row.asked_by_uuid, name=row.asked_by), order=row, now=clock.now())


def left_in(tenant: Tenant, *, minutes: float = 0) -> list[Left]:
    return unfinished([tenant], now=clock.now() + PATIENCE + timedelta(minutes=minutes))


def test_tp14_a_large_release_is_left_to_the_worker_and_its_page_follows_it(world: SimpleNamespace) -> None:
    page = world.keeper.get(f"/mallen/nytt/{world.large.uuid}/").text
    (attempt,) = re.findall(r'name="attempt" value="([^"]+)"', page)
    sent = {"attempt": attempt, "ta": [str(master.key) for master in world.masters]}
    for _time in range(2):
        answer = world.keeper.post(f"/mallen/nytt/{world.large.uuid}/", sent)
        assert answer["Location"] == f"/mallen/inforda/{attempt}/"
    waiting = world.keeper.get(f"/mallen/inforda/{attempt}/").text
    assert '<meta http-equiv="refresh" content="2">' in waiting
    assert "51 saker tas in" in waiting
    assert "Väntar på sin tur" in waiting
    assert "Se hur det går" in world.keeper.get("/mallen/nytt/").text
    with site(world.skara):
        assert not Adopted.objects.exists()
        carry_out(Application.objects.get())
        assert Adopted.objects.count() == MANY + 1
        told = AuditEntry.objects.filter(verb__in=["templates.order_release", "templates.take_release"])
        assert list(told.order_by("verb").values_list("verb", "actor_name")) == [
            ("templates.order_release", world.person.display_name),
            ("templates.take_release", world.person.display_name),
        ]
    done = world.keeper.get(f"/mallen/inforda/{attempt}/").text
    assert "refresh" not in done.split("<main")[0]
    assert "51 saker är införda" in done
    assert world.keeper.get(f"/mallen/inforda/{uuid4()}/").status_code == 404


def test_tp14_up_to_fifty_items_are_taken_at_once(world: SimpleNamespace) -> None:
    sent = {"attempt": str(uuid4()), "ta": [str(master.key) for master in world.masters[:MANY]]}
    assert world.keeper.post(f"/mallen/nytt/{world.large.uuid}/", sent)["Location"] == "/mallen/nytt/"
    with site(world.skara):
        assert Adopted.objects.count() == MANY


def test_tp14_an_order_carried_out_twice_is_carried_out_once_and_can_be_undone(world: SimpleNamespace) -> None:
    with site(world.skara):
        number = uuid4()
        row = order(world, number)
        assert order(world, number).pk == row.pk
        for _time in range(2):
            carry_out(Application.objects.get())
        assert AuditEntry.objects.filter(verb="templates.take_release").count() == 1
        undo_release(actor=HOUSE, application=Application.objects.get(), now=clock.now())
        assert carry_out(Application.objects.get()).state == ApplicationState.UNDONE
        assert not Adopted.objects.exists()


def test_tp14_what_changed_after_the_choice_fails_and_nothing_is_taken(world: SimpleNamespace) -> None:
    with site(world.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=world.large.uuid, keys=[world.masters[0].key], now=clock.now())
    with site(world.mall):
        world.masters[0].refresh_from_db()
        newer = release(keep("T-0", term("nytt ord"), kind="term", master=world.masters[0]), approved=False)
    with site(world.skara):
        row = order_release(actor=HOUSE, uuid=uuid4(), release=newer.uuid, keys=[world.masters[0].key], now=clock.now())
        Adopted.objects.update(changed_at=clock.now())
        for _time in range(2):
            failed = carry_out(Application.objects.get(pk=row.pk))
            assert (failed.state, failed.why) == (
                "failed",
                "T-0 ändrades hos er efter att du hade valt. Se efter igen.",
            )
        assert Adopted.objects.get().version == 1
        assert AuditEntry.objects.filter(verb="templates.order_failed", result="failed").count() == 1
    page = world.keeper.get(f"/mallen/inforda/{row.uuid}/").text
    for words in ("Inget togs in", "T-0 ändrades hos er", "Allt hos er är som det var innan.", "försök igen"):
        assert words in page
    assert "Läs varför" in world.keeper.get("/mallen/nytt/").text


def test_tp14_a_release_withdrawn_meanwhile_is_not_taken(world: SimpleNamespace) -> None:
    with site(world.skara):
        row = order(world)
    with site(world.mall):
        withdraw_release(actor=HOUSE, release=world.large, why="Fel lagrum.", now=clock.now())
    with site(world.skara):
        assert "Fel lagrum." in carry_out(row).why
        assert not Adopted.objects.exists()


def test_tp14_an_order_nobody_carried_out_is_taken_up_again(world: SimpleNamespace) -> None:
    with site(world.skara):
        set_setting(actor=HOUSE, key=PACE, value=AUTOMATIC, now=clock.now())
        take_by_itself(actor=HOUSE, release=world.large.uuid, now=clock.now())
        waits = order(world)
        Application.objects.filter(pk=waits.pk).update(state=ApplicationState.RUNNING)
    assert unfinished([world.skara], now=clock.now()) == []
    assert left_in(world.skara) == [Left(world.skara, [waits.uuid], [])]
    with site(world.skara):
        carry_out(waits)
    assert left_in(world.skara) == []


def test_tp14_a_release_whose_message_was_lost_is_found_for_a_week(world: SimpleNamespace) -> None:
    late = [Left(world.hjo, [], [world.large.uuid])]
    assert left_in(world.hjo) == late
    assert left_in(world.hjo, minutes=REACH / timedelta(minutes=1)) == []
    with site(world.mall):
        withdraw_release(actor=HOUSE, release=world.large, why="Fel lagrum.", now=clock.now())
    assert left_in(world.hjo) == []
    assert unfinished([], now=clock.now()) == []


def test_tp14_a_municipality_made_after_the_release_began_with_it(world: SimpleNamespace) -> None:
    world.hjo.created_at = clock.now()
    assert left_in(world.hjo) == []


def test_law10_looking_for_what_is_left_takes_as_many_questions_for_one_as_for_all(world: SimpleNamespace) -> None:
    everybody = list(Tenant.objects.exclude(kind=Kind.OPERATOR))
    assert len(everybody) > 3
    for tenants in (everybody[:1], everybody):
        with assert_query_budget(2):
            unfinished(tenants, now=clock.now())


def test_law6_the_round_is_the_operators_task() -> None:
    assert take_up_again.operator


def test_tp14_a_release_that_is_left_to_people_is_told_of_once_and_not_looked_for_again(world: SimpleNamespace) -> None:
    assert left_in(world.hjo) == [Left(world.hjo, [], [world.large.uuid])]
    with site(world.hjo):
        take_what_is_quiet.run(release=str(world.large.uuid))
        take_what_is_quiet.run(release=str(world.large.uuid))
        assert list(Application.objects.values_list("state", flat=True)) == [ApplicationState.LEFT]
        assert not applications().exists(), "nothing was taken, and no list says so"
        assert AuditEntry.objects.filter(verb="templates.tell_of_release").count() <= 1
    assert left_in(world.hjo) == []
    with site(world.hjo):
        done = take_release(actor=HOUSE, uuid=uuid4(), release=world.large.uuid, now=clock.now())
        assert done.state == ApplicationState.DONE


def test_tp14_what_went_wrong_on_the_way_is_tried_again(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**kwargs: object) -> None:
        raise OSError("the database is away")

    monkeypatch.setattr("shared_templates.adoption.tasks.take_by_itself", fails)
    with site(world.hjo), pytest.raises(OSError, match="away"):
        take_what_is_quiet.run(release=str(world.large.uuid))
    assert left_in(world.hjo) == [Left(world.hjo, [], [world.large.uuid])]
