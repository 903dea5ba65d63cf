"""TP-04: a text that a body of the municipality has adopted is never changed by itself; what is new is proposed."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.actions.answer_routine import answer_routine
from shared_templates.adoption.actions.change_item import ChangedMeanwhile
from shared_templates.adoption.actions.decide_text import decide_text
from shared_templates.adoption.actions.take_by_itself import take_by_itself
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models import Adopted, Answer, Application
from shared_templates.adoption.planning import Effect
from shared_templates.adoption.queries import preview, waiting_releases
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.site_settings import AUTOMATIC, PACE
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release
from tests.support.proposals import V1, adapt, take, taken_at_skara

pytestmark = [pytest.mark.server, pytest.mark.django_db]

BY = "KS 2026/123 § 45"
NEWER = V1 + "\nOch en rad till."
PAGE = "/mallen/P-08/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara lets what is new come in by itself and has P-08 as the model's; somebody there takes releases."""
    master = taken_at_skara(sites)
    with site(sites.skara):
        set_setting(actor=HOUSE, key=PACE, value=AUTOMATIC, now=clock.now())
        keeper = SiteClient("skara.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
        reader = SiteClient("skara.localhost").sign_in(PersonFactory())
    return SimpleNamespace(master=master, keeper=keeper, reader=reader, **vars(sites))


def here() -> Adopted:
    return Adopted.objects.get(code="P-08")


def decided(**other: Any) -> Adopted:
    """A board has adopted P-08 as it stands in the active municipality."""
    item = here()
    facts = {"read": item.revision, "decided_on": clock.today(), "reference": BY} | other
    return decide_text(actor=HOUSE, item=item, now=clock.now(), **facts)


def released(world: SimpleNamespace) -> Any:
    world.master.refresh_from_db()
    return release(keep("P-08", process(steps={"utred": NEWER}), master=world.master))


@pytest.mark.parametrize("ours", [False, True], ids=["the model's own words", "own words"])
def test_tp04_a_release_leaves_a_decided_text_and_proposes_what_is_new(world: SimpleNamespace, ours: bool) -> None:
    with site(world.skara):
        if ours:
            adapt(V1.replace("fjorton", "tjugo"))
        before = decided().content
    with site(world.mall):
        second = released(world)
    with site(world.skara):
        done = take_by_itself(actor=HOUSE, release=second.uuid, now=clock.now())
        assert done is not None
        assert (done.wanted, here().content, here().version) == ([], before, 1)
        ((one,),) = [each.planned for each in [preview(second.uuid)] if each]
        assert (one.effect, "Och en rad till." in str(one.outcome)) == (Effect.DECIDED, True)
        assert [waiting.undecided for waiting in waiting_releases(clock.today())] == [1]
    assert "Ett organ hos er har beslutat om texten." in world.keeper.get(f"/mallen/nytt/{second.uuid}/").text
    assert "Mallens version 2 väntar" in world.keeper.get(PAGE).text


def test_tp04_without_the_decision_the_same_text_comes_in_by_itself(world: SimpleNamespace) -> None:
    with site(world.skara):
        decided()
        decided(read=here().revision, decided_on=None, reference="")
    with site(world.mall):
        second = released(world)
    with site(world.skara):
        take_by_itself(actor=HOUSE, release=second.uuid, now=clock.now())
        assert "Och en rad till." in str(here().content)


def test_tp04_other_words_leave_the_decision_behind_and_undoing_gives_both_back(world: SimpleNamespace) -> None:
    with site(world.skara):
        was = decided(decided_on=clock.today() - timedelta(days=3))
    with site(world.mall):
        second = released(world)
    with site(world.skara):
        take(second)
        assert (here().version, here().decided_on, here().decision_reference) == (2, None, "")
        undo_release(actor=HOUSE, application=Application.objects.latest("done_at"), now=clock.now())
        back = here()
        told = back.content, back.decided_on, back.decision_reference, back.version
        assert told == (was.content, was.decided_on, BY, 1)
        adapt()
        assert (here().decided_on, here().decision_reference) == (None, "")


def test_tp04_what_is_decided_and_does_not_apply_is_proposed_too(world: SimpleNamespace) -> None:
    with site(world.skara):
        answer_routine(actor=HOUSE, item=here(), answer=Answer.NOT_APPLICABLE, now=clock.now())
        before = decided().content
    with site(world.mall):
        second = released(world)
    with site(world.skara):
        take_by_itself(actor=HOUSE, release=second.uuid, now=clock.now())
        assert here().content == before


def test_tp04_a_release_taken_before_the_decision_is_not_undone_over_it(world: SimpleNamespace) -> None:
    with site(world.skara):
        decided()
        with pytest.raises(ValidationError, match="har ändrats sedan dess"):
            undo_release(actor=HOUSE, application=Application.objects.latest("done_at"), now=clock.now())


def test_tp04_a_decision_has_a_day_that_has_come_and_a_name_and_is_about_what_was_read(world: SimpleNamespace) -> None:
    with site(world.skara):
        with pytest.raises(ValidationError, match="inte kommit"):
            decided(decided_on=clock.today() + timedelta(days=1))
        with pytest.raises(ValidationError, match="vilket beslut"):
            decided(reference="  ")
        with pytest.raises(ChangedMeanwhile):
            decided(read=uuid4())
        decided()
        decided()
        (entry,) = AuditEntry.objects.filter(verb="templates.decide_text")
        assert entry.details == {"decided_on": clock.today().isoformat(), "reference": BY}


def test_tp04_on_the_page_it_is_written_in_read_by_all_and_taken_back(world: SimpleNamespace) -> None:
    with site(world.skara):
        revision = str(here().revision)
    sent = {"revision": revision, "decided_on": clock.today().isoformat(), "reference": BY}
    wrong = world.keeper.post(f"{PAGE}beslut/", sent | {"decided_on": "", "reference": "KS 1"})
    assert (wrong.status_code, "Skriv vilken dag beslutet fattades." in wrong.text) == (422, True)
    assert 'value="KS 1"' in wrong.text
    late = world.keeper.post(f"{PAGE}beslut/", sent | {"revision": str(uuid4())})
    assert (late.status_code, "Någon annan ändrade texten" in late.text, revision in late.text) == (422, True, True)
    assert world.keeper.post(f"{PAGE}beslut/", sent).status_code == 302
    for who in (world.keeper, world.reader):
        page = who.get(PAGE).text
        assert "Beslutad hos er" in page
        assert BY in page
    assert "Beslutet gäller inte längre" not in world.reader.get(PAGE).text
    assert f"Texten är beslutad: {BY}" in world.keeper.get(f"{PAGE}anpassa/").text
    with site(world.skara):
        revision = str(here().revision)
    assert world.keeper.post(f"{PAGE}beslut/", {"revision": revision, "gor": "upphor"}).status_code == 302
    assert "Beslutad hos er" not in world.keeper.get(PAGE).text
