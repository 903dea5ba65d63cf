"""TP-14: a release is taken while somebody writes here, and one is withdrawn before the worker comes."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions import take_release as taking
from shared_templates.adoption.actions.change_item import ChangedMeanwhile, Why, change_item
from shared_templates.adoption.actions.keep_answers import keep_answers
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.attempts import choices_of
from shared_templates.adoption.models import Adopted, Application
from shared_templates.adoption.queries import kept_answers
from shared_templates.adoption.tasks import take_what_is_quiet
from shared_templates.catalogue.models import Release
from shared_templates.content.merging import Choice, Side
from shared_templates.masters.actions.withdraw_release import withdraw_release
from shared_templates.site_settings import AUTOMATIC, PACE
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import site
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release, term

pytestmark = [pytest.mark.server]


def versions() -> tuple[Release, Release]:
    """P-08 twice released; Skara is to take the second."""
    with site(tenant_by_slug("mall")):
        master = keep("P-08", process(steps={"utred": "Chefen utreder."}))
        first = release(master)
        master.refresh_from_db()
        second = release(keep("P-08", process(steps={"utred": "Chefen utreder genast."}), master=master))
    with site(tenant_by_slug("skara")):
        taking.take_release(actor=HOUSE, uuid=uuid4(), release=first.uuid, now=clock.now())
    return first, second


def write(_done: Application) -> None:
    item = Adopted.objects.get()
    why = Why("organisation", "Vi har en samordnare.", clock.today() + timedelta(days=90), PersonFactory())
    ours = process(steps={"utred": "Samordnaren utreder."})
    change_item(actor=HOUSE, item=item, content=ours, read=item.revision, now=clock.now(), why=why)


def undo(done: Application) -> None:
    undo_release(actor=HOUSE, application=done, now=clock.now())


def beside_a_taker(
    found: Release, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> list[ChangedMeanwhile | ValidationError]:
    """Somebody at Skara stops with the plan for a release in hand while another acts; how the other is refused."""
    skara, refused = tenant_by_slug("skara"), []
    planned, acted = threading.Event(), threading.Event()
    writes: Any = taking._write

    def slowly(*args: Any) -> Any:
        planned.set()
        # Where the other has to wait for the taker, this wait ends by its limit.
        acted.wait(timeout=2)
        return writes(*args)

    monkeypatch.setattr(taking, "_write", slowly)

    def take() -> None:
        with site(skara):
            taking.take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())
        connections.close_all()

    def meanwhile() -> None:
        planned.wait(timeout=30)
        try:
            with site(skara):
                act()
        except (ChangedMeanwhile, ValidationError) as error:
            refused.append(error)
        acted.set()
        connections.close_all()

    threads = [threading.Thread(target=each) for each in (take, meanwhile)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return refused


def test_tp14_what_is_chosen_while_a_colleague_takes_something_else_is_kept(committed: str) -> None:
    skara, mall = tenant_by_slug("skara"), tenant_by_slug("mall")
    with site(mall):
        one, other = (keep(code, term(code), kind="term") for code in ("T-01", "T-02"))
        found = release(one, other)

    def choose(side: Side) -> None:
        choices = {one.key: {"head": Choice(side)}}
        keep_answers(actor=HOUSE, release=found, wanted=[], choices=choices, now=clock.now())

    def take() -> None:
        try:
            with site(skara):
                taking.take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, keys=[other.key], now=clock.now())
        finally:
            connections.close_all()

    taker = threading.Thread(target=take)
    with site(skara):
        choose(Side.THEIRS)
        with transaction.atomic():
            choose(Side.MINE)
            taker.start()
            # It waits for this one, so the wait ends by its limit.
            taker.join(timeout=2)
        taker.join(timeout=30)
        kept = kept_answers(found.uuid)
    assert kept is not None
    assert choices_of(kept)[one.key]["head"].side == Side.MINE


@pytest.mark.parametrize(("act", "refusal"), [(write, ChangedMeanwhile), (undo, ValidationError)])
def test_tp14_what_is_written_while_a_release_is_taken_is_not_lost(
    act: Callable[[Application], None], refusal: type[Exception], committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    skara, (_first, second) = tenant_by_slug("skara"), versions()
    refused = beside_a_taker(second, lambda: act(Application.objects.get()), monkeypatch)
    with site(skara):
        item = Adopted.objects.get()
        newest = Application.objects.get(release=second.uuid)
        assert [type(error) for error in refused] == [refusal]
        assert (item.version, str(item.revision)) == (2, newest.before[str(item.key)][1])


def test_tp06_what_is_undone_while_a_colleague_takes_what_builds_on_it_stays(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    skara = tenant_by_slug("skara")
    with site(tenant_by_slug("mall")):
        base = keep("T-01", term("brukare"), kind="term")
        below = release(base, name="Termer")
        above = release(keep("P-08", process(), requires=[base.key]))
    with site(skara):
        first = taking.take_release(actor=HOUSE, uuid=uuid4(), release=below.uuid, now=clock.now())
    refused = beside_a_taker(above, lambda: undo(first), monkeypatch)
    with site(skara):
        assert set(Adopted.objects.values_list("code", flat=True)) == {"P-08", "T-01"}
    assert len(refused) == 1


@pytest.mark.django_db
def test_tp14_a_release_withdrawn_before_its_round_ends_quietly(skara: Tenant) -> None:
    with site(tenant_by_slug("mall")):
        found = release(keep("P-08", process()))
        withdraw_release(actor=HOUSE, release=found, why="Fel lagrum.", now=clock.now())
    set_setting(actor=HOUSE, key=PACE, value=AUTOMATIC, now=clock.now())
    for release_of_task in (found.uuid, uuid4()):
        take_what_is_quiet.run(release=str(release_of_task))
    assert not Adopted.objects.exists()
