"""TP-14: who puts an item of a release off, or leaves the page, finds what was chosen when they come back."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.models import Adopted, Application, PutOff
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.integration.shared_templates.test_tp04_screens import fields
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release, term
from tests.support.proposals import adapt, taken_at_skara

pytestmark = [pytest.mark.server, pytest.mark.django_db]

THEIRS = "Chefen utreder.\nInom sju dagar.\nBrukaren hörs."
OURS = "Chefen utreder.\nInom tjugo dagar.\nBrukaren hörs."


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara has written in P-08 where the model's second version has written too; T-01 is new in the same release."""
    master = taken_at_skara(sites)
    with site(sites.skara):
        adapt(OURS)
        keeper, other = (PersonFactory(group_names=(TEMPLATE_KEEPERS,)) for _person in range(2))
    with site(sites.mall):
        master.refresh_from_db()
        newer = keep("P-08", process(steps={"utred": THEIRS}), master=master)
        word = keep("T-01", term("brukare"), kind="term")
        second = release(newer, word)
    address = f"/mallen/nytt/{second.uuid}/"
    found = SimpleNamespace(address=address, p08=str(master.key), t01=str(word.key), keeper=keeper, **vars(sites))
    found.at_keeper = SiteClient("skara.localhost").sign_in(keeper)
    found.at_other = SiteClient("skara.localhost").sign_in(other)
    page = found.at_keeper.get(address).text
    (found.question,) = set(re.findall(r'name="(svar-[0-9a-f]{16})"', page))
    found.sent = {name: text for name, text in fields(page).items() if name != "csrfmiddlewaretoken"}
    return found


def put_off(world: SimpleNamespace, key: str, **chosen: Any) -> str:
    """Wait a month with one item, with what is chosen on the page; the page that comes then."""
    day = (clock.today() + timedelta(days=30)).isoformat()
    sent = world.sent | {f"{key}-until": day, "gor": f"vanta:{key}", **chosen}
    answer = world.at_keeper.post(f"{world.address}skjut-upp/", sent)
    assert answer.status_code == 302
    return world.at_keeper.get(answer["Location"]).text


def is_chosen(page: str, world: SimpleNamespace, side: str) -> bool:
    return bool(re.search(rf'name="{world.question}" value="{side}"[^>]*checked', page))


def is_ticked(page: str, key: str) -> bool:
    return bool(re.search(rf'name="ta" value="{key}"[^>]*checked', page))


def own(world: SimpleNamespace) -> dict[str, str]:
    return {world.question: "own", f"{world.question}-egen": "Inom tio dagar."}


def test_tp14_who_puts_one_item_off_finds_the_answers_about_another(world: SimpleNamespace) -> None:
    page = put_off(world, world.t01, ta=[world.p08, world.t01], **own(world))
    assert is_chosen(page, world, "own")
    assert "Inom tio dagar.</textarea>" in page
    assert (is_ticked(page, world.p08), is_ticked(page, world.t01)) == (True, False)
    assert f"{world.keeper.display_name} sparade valen" in page
    sent = {name: text for name, text in fields(page).items() if name != "csrfmiddlewaretoken"}
    assert world.at_keeper.post(world.address, sent | own(world) | {"ta": world.p08}).status_code == 302
    with site(world.skara):
        assert "Inom tio dagar." in Adopted.objects.get(code="P-08").said().texts_of("utred")["way_of_working"]
        assert not Application.objects.filter(state=ApplicationState.ANSWERS).exists(), "taken is taken"
        assert PutOff.objects.get().version == 1


def test_tp14_a_day_and_a_reason_that_are_written_but_not_sent_are_still_there(world: SimpleNamespace) -> None:
    written = {f"{world.t01}-until": "2027-03-01", f"{world.p08}-why": "Vi väntar på avtalet."}
    for gor, address in (("spara", world.address), (f"vanta:{world.p08}", f"{world.address}skjut-upp/")):
        page = world.at_keeper.post(address, world.sent | own(world) | written | {"gor": gor}).text
        assert 'value="2027-03-01"' in page
        assert "Vi väntar på avtalet.</textarea>" in page
        assert is_chosen(page, world, "own")
    with site(world.skara):
        assert not PutOff.objects.exists()


def test_tp14_who_puts_the_item_itself_off_finds_its_answers_too(world: SimpleNamespace) -> None:
    page = put_off(world, world.p08, **{world.question: "mine"})
    assert "Ni väntar till" in page
    assert is_chosen(page, world, "mine")
    with site(world.skara):
        assert Adopted.objects.get(code="P-08").version == 1
        assert AuditEntry.objects.filter(verb="templates.keep_answers").count() == 1


def test_tp14_a_refused_day_keeps_the_answers_and_a_wording_counts_without_its_choice(world: SimpleNamespace) -> None:
    sent = world.sent | {"gor": f"vanta:{world.p08}", f"{world.question}-egen": "Inom tio dagar."}
    refused = world.at_keeper.post(f"{world.address}skjut-upp/", sent)
    assert (refused.status_code, "Välj vilken dag" in refused.text) == (422, True)
    assert is_chosen(refused.text, world, "own")
    assert "Inom tio dagar.</textarea>" in refused.text


def test_tp14_choices_are_saved_for_later_and_a_colleague_goes_on(world: SimpleNamespace) -> None:
    answer = world.at_keeper.post(world.address, world.sent | {"gor": "spara", world.question: "theirs"})
    assert answer["Location"] == world.address
    page = world.at_other.get(world.address).text
    assert is_chosen(page, world, "theirs")
    assert not is_ticked(page, world.t01), "nothing was ticked when it was saved"
    assert world.at_other.post(world.address, world.sent | {"gor": "spara", world.question: "mine"}).status_code == 302
    assert is_chosen(world.at_keeper.get(world.address).text, world, "mine")
    with site(world.skara):
        assert Application.objects.filter(state=ApplicationState.ANSWERS).count() == 1
    assert "Svar sparade" not in world.at_keeper.get("/mallen/nytt/").text


def test_tp14_an_answer_about_a_text_that_is_changed_since_is_not_shown(world: SimpleNamespace) -> None:
    world.at_keeper.post(world.address, world.sent | {"gor": "spara", world.question: "mine"})
    with site(world.skara):
        adapt("Chefen utreder.\nInom trettio dagar.\nBrukaren hörs.")
    assert not is_chosen(world.at_keeper.get(world.address).text, world, "mine")
    world.at_keeper.post(world.address, world.sent | {"gor": "spara", world.question: "theirs"})
    assert not is_chosen(world.at_keeper.get(world.address).text, world, "theirs"), "it was read before"


def test_tp14_answers_are_kept_by_those_who_take_releases_alone(world: SimpleNamespace) -> None:
    with site(world.skara):
        reader = SiteClient("skara.localhost").sign_in(PersonFactory())
    sent = world.sent | {"gor": "spara", world.question: "mine"}
    assert reader.post(world.address, sent).status_code == 403
    with site(world.skara):
        assert not Application.objects.filter(state=ApplicationState.ANSWERS).exists()


def test_tp14_answers_that_are_kept_are_no_release_that_was_taken(world: SimpleNamespace) -> None:
    """Their number can be worked out from the release's: nobody is told there that something was taken."""
    world.at_keeper.post(world.address, world.sent | {"gor": "spara", world.question: "mine", "ta": world.p08})
    with site(world.skara):
        kept = Application.objects.get(state=ApplicationState.ANSWERS)
    assert world.at_keeper.get(f"/mallen/inforda/{kept.uuid}/").status_code == 404
    assert world.at_keeper.post(f"/mallen/inforda/{kept.uuid}/angra/").status_code == 404
