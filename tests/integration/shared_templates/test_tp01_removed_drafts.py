"""TP-01: a draft of the model that was never released can be removed, unless something stands on it."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.actions.keep_master import ChangedMeanwhile
from shared_templates.masters.actions.remove_master import remove_master
from shared_templates.masters.actions.test_master import add_case
from shared_templates.masters.models import Master, Review, TestCase
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import approve, keep, node, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]

ONE = "/mallen/utkast/P-08/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """P-08 is a draft nobody has released; an editor, a reader and a guest sit at the model."""
    with site(sites.mall):
        master = keep("P-08", process())
        people = {
            "keeper": PersonFactory(group_names=(TEMPLATE_KEEPERS,)),
            "reader": PersonFactory(acting_for_name="Skara"),
            "guest": PersonFactory(guest=True),
        }
    browsers = {name: SiteClient("mall.localhost").sign_in(person) for name, person in people.items()}
    return SimpleNamespace(master=master, **vars(sites), **browsers)


def remove(master: Master) -> None:
    remove_master(actor=HOUSE, master=master, read=master.revision)


def test_tp01_an_editor_removes_a_draft_and_what_only_it_had(world: SimpleNamespace) -> None:
    with site(world.mall):
        add_case(actor=HOUSE, master=world.master, title="Rapportera", steps="Skriv.", expected="Den syns.")
        keep("T-01", term("brukare"), kind="term")
    page = world.keeper.get(ONE).text
    assert f'href="{ONE}ta-bort/"' in page
    page = world.keeper.get(f"{ONE}ta-bort/").text
    assert "1 testfall som ingen har provat" in page
    assert "granskning" not in page.split("<main")[1]
    with site(world.mall):
        assert Master.objects.count() == 2, "reading removes nothing"
    done = world.keeper.post(f"{ONE}ta-bort/", {"revision": str(world.master.revision)})
    assert done["Location"] == "/mallen/utkast/"
    assert "Utkastet P-08 Avvikelse är borttaget." in world.keeper.get("/mallen/utkast/").text
    assert world.keeper.get(ONE).status_code == 404
    with site(world.mall):
        assert list(Master.objects.values_list("code", flat=True)) == ["T-01"]
        assert (Review.objects.count(), TestCase.objects.count()) == (0, 0)
        entry = AuditEntry.objects.get(verb="templates.remove_master")
        assert "P-08 Avvikelse" in entry.object_label


def test_tp01_only_editors_remove_and_nobody_else_sees_the_way(world: SimpleNamespace) -> None:
    sent = {"revision": str(world.master.revision)}
    assert "ta-bort" not in world.reader.get(ONE).text
    for browser in (world.reader, world.guest):
        assert browser.get(f"{ONE}ta-bort/").status_code == 403
        assert browser.post(f"{ONE}ta-bort/", sent).status_code == 403
    with site(world.mall):
        assert Master.objects.count() == 1


def test_tp01_what_is_released_is_withdrawn_instead(world: SimpleNamespace) -> None:
    with site(world.mall):
        release(world.master)
        world.master.refresh_from_db()
        with pytest.raises(ValidationError, match="dra tillbaka släppet"):
            remove(world.master)
    assert "ta-bort" not in world.keeper.get(ONE).text
    page = world.keeper.get(f"{ONE}ta-bort/").text
    assert "dra tillbaka släppet" in page
    assert 'href="/mallen/slapp/"' in page
    assert world.keeper.post(f"{ONE}ta-bort/", {"revision": str(world.master.revision)}).status_code == 422


@pytest.mark.parametrize("how", ["requires", "made_for"])
def test_tp01_what_others_build_on_or_teach_stays(world: SimpleNamespace, how: str) -> None:
    facts: dict[str, Any] = {"requires": [world.master.key]} if how == "requires" else {"made_for": world.master.key}
    with site(world.mall):
        other = keep("U-01", term("Kurs"), kind="training" if how == "made_for" else "term", **facts)
        with pytest.raises(ValidationError, match="U-01 bygger på P-08"):
            remove(world.master)
        remove(other)
        remove(world.master)
        assert not Master.objects.exists()


def test_tp12_a_place_with_others_beneath_it_stays(world: SimpleNamespace) -> None:
    with site(world.mall):
        above = keep("N-01", node("Stöd"), kind="node")
        keep("N-02", node("Lön", parent="N-01"), kind="node")
        with pytest.raises(ValidationError, match="N-02 bygger på N-01 eller ligger under den"):
            remove(above)


def test_tp08_results_are_kept_for_good_and_so_is_what_they_are_about(world: SimpleNamespace) -> None:
    with site(world.mall):
        approve(world.master)
        with pytest.raises(ValidationError, match="resultaten sparas"):
            remove(world.master)
        assert Master.objects.count() == 1


def test_tp01_what_somebody_wrote_in_meanwhile_is_read_first(world: SimpleNamespace) -> None:
    with site(world.mall):
        keep("P-08", process("Avvikelser"), master=world.master)
        with pytest.raises(ChangedMeanwhile):
            remove(world.master)
    for revision in (str(world.master.revision), str(uuid4()), "x"):
        answer = world.keeper.post(f"{ONE}ta-bort/", {"revision": revision})
        assert (answer.status_code, "Läs det nya först" in answer.text) == (422, True)
    with site(world.mall):
        assert Master.objects.get().title == "Avvikelser"


def test_tp01_all_who_hold_many_drafts_hold_them_in_the_same_order(world: SimpleNamespace) -> None:
    """Whoever releases holds them by code; in another order the two would wait for each other for ever."""
    with site(world.mall):
        keep("A-01", term("brukare"), kind="term")
        with CaptureQueriesContext(connection) as asked:
            remove(world.master)
    (held,) = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"] and "masters_master" in one["sql"]]
    assert 'ORDER BY "masters_master"."code"' in held
