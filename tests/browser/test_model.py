"""The model municipality in a browser: a conflict answered and undone, and every sort of page looked at by axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import House, Visit, signed_in
from tests.browser.pages import Model

pytestmark = pytest.mark.browser

#: Site and account → pages; in capitals those that are found through a link on the page before.
PAGES = {
    ("tibro", "lokal-projektledare"): (
        "/", "/mallen/", "/mallen/P-08/", "/mallen/P-08/skillnad/", "/mallen/P-08/anpassa/", "/mallen/P-08/avsteg/",
        "/mallen/forslag/om/P-08/", "/mallen/nytt/", "WAITING", "/mallen/karta/", "AREA", "/mallen/avsteg/",
        "/mallen/avsteg/kostnad/", "/mallen/forslag/", "/mallen/installningar/", "/kunskapsbank/fran-andra/",
        "/projektdokument/", "/projektdokument/nytt/",
    ),
    ("mall", "redaktor"): (
        "/mallen/utkast/", "/mallen/utkast/ny/", "/mallen/utkast/P-08/", "/mallen/utkast/P-08/skriv/", "/mallen/slapp/",
        "RELEASE", "/mallen/slapp/nytt/", "/mallen/installningar/", "/mallen/karta/", "/mallen/forslag/", "/ovning/",
    ),
}  # fmt: skip
LINKS = {
    "WAITING": '[data-testid="waiting"] a',
    "AREA": '[data-testid="map"] thead a',
    "RELEASE": '[data-testid="releases"] a',
}


def _open(page: Page, house: House, site: str, wanted: str) -> None:
    if wanted in LINKS:
        page.locator(LINKS[wanted]).first.click()
        return
    response = page.goto(house.url(site, wanted))
    assert response is not None
    assert response.status == 200, wanted


@pytest.mark.parametrize("who", PAGES, ids="-".join)
def test_tp01_axe_finds_nothing_and_nothing_is_wider_than_a_small_phone(
    house: House, visit: Visit, who: tuple[str, str]
) -> None:
    wide = signed_in(visit, house, *who, bypass_csp=True)
    found, too_wide = {}, {}
    for wanted in PAGES[who]:
        wide.set_viewport_size({"width": 1280, "height": 900})
        _open(wide, house, who[0], wanted)
        found[wanted] = Axe().run(wide).response["violations"]
        assert wide.get_by_role("heading", level=1).count() == 1, wanted
        wide.set_viewport_size({"width": 320, "height": 640})
        width = wide.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide[wanted] = width
    assert {name: [(v["id"], v["nodes"][0]["html"]) for v in bad] for name, bad in found.items() if bad} == {}
    assert too_wide == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_tp04_tibro_answers_the_one_conflict_and_undoes_it(house: House, visit: Visit, javascript: bool) -> None:
    page = signed_in(visit, house, "tibro", "lokal-projektledare", java_script_enabled=javascript)
    waits = Model(page, house.url("tibro")).open_what_waits()
    expect(waits.conflicts).to_have_count(1)
    waits.keep_ours().take("P-08")
    page.goto(house.url("tibro", "/mallen/P-08/"))
    expect(page.get_by_test_id("provenance")).to_contain_text(re.compile("Mallens version 3"))
    page.goto(house.url("tibro", "/mallen/nytt/"))
    waits.undo_the_last()
    page.goto(house.url("tibro", "/mallen/P-08/"))
    expect(page.get_by_test_id("newer")).to_contain_text("Mallens version 3 väntar")
