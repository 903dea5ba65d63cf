"""The editors' rooms in a browser: preview, checks, contrast, phones, no JavaScript."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import House, Visit, signed_in
from tests.browser.pages import Cms
from tests.support.pictures import picture_file

pytestmark = pytest.mark.browser
CONTRAST = {"runOnly": ["color-contrast"]}
ROOMS = {
    "redaktor": ["/redaktion/", "/skriv-nyhet/", "/redaktion/images/add/", "/redaktion/images/", "/redaktion/account/",
                 "/redaktion/pages/"],
    "systemforvaltare": ["/redaktion/", "/redaktion/users/"],
}  # fmt: skip


def _first_news(page: Page, house: House) -> str:
    page.goto(house.url("skara", "/nyheter/"))
    link = page.get_by_test_id("news-list").get_by_role("link").first
    title = link.inner_text().strip().splitlines()[0]
    link.click()
    expect(page.get_by_test_id("article")).to_be_visible()
    return title


def test_pf12_the_preview_shows_the_page_being_written(house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "skara", "redaktor")
    cms = Cms(page, house.url("skara"))
    cms.write_news("Receptionen flyttar", "Från måndag finns vi på Torget.", "Ingången är från gården.")
    cms.panel("preview")
    expect(cms.preview.get_by_role("heading", level=1)).to_have_text("Receptionen flyttar")
    expect(cms.preview.get_by_test_id("article")).to_contain_text("Ingången är från gården.", timeout=15_000)


def test_pf12_the_preview_and_the_checks_of_a_published_page(house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "skara", "redaktor")
    title = _first_news(page, house)
    page.get_by_role("banner").get_by_role("link", name="Redigera").click()
    expect(page).to_have_url(re.compile(r"/redaktion/pages/\d+/edit/"))
    cms = Cms(page, house.url("skara"))
    cms.panel("preview")
    expect(cms.preview.get_by_role("heading", level=1)).to_have_text(title)
    checks = cms.panel("checks")
    words = checks.locator("[data-content-word-count]")
    expect(words).to_have_text(re.compile(r"[1-9]"))
    expect(checks.locator("[data-checks-panel]")).to_be_attached()


@pytest.mark.parametrize("width", [320, 360])
def test_edit_is_offered_on_a_phone(width: int, house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "skara", "redaktor", viewport={"width": width, "height": 740})
    _first_news(page, house)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Under one's own name, where there is room for the whole name of the site beside it.
    page.locator(".sv-me > summary").click()
    edit = page.get_by_role("banner").get_by_role("link", name="Redigera")
    expect(edit).to_be_visible()
    box = edit.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    edit.click()
    expect(page).to_have_url(re.compile(r"/redaktion/pages/\d+/edit/"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("username", ROOMS)
def test_everything_in_the_editors_rooms_can_be_read(username: str, scheme: str, house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "skara", username, color_scheme=scheme, bypass_csp=True)
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    pale = {}
    for path in ROOMS[username]:
        page.goto(house.url("skara", path))
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=CONTRAST).response["violations"]
        if found:
            pale[path] = [(node["html"][:120], node["any"][0]["message"][:160]) for node in found[0]["nodes"]]
    assert pale == {}
    assert noise == []


def test_several_pictures_at_once_get_one_message_each(house: House, visit: Visit, tmp_path: Path) -> None:
    files = []
    for name in ("torget.png", "bron.png"):
        (tmp_path / name).write_bytes(picture_file().read())
        files.append(tmp_path / name)
    page = signed_in(visit, house, "skara", "redaktor")
    page.goto(house.url("skara", "/redaktion/images/multiple/add/"))
    page.locator("#fileupload").set_input_files(files)
    rows = page.locator("#upload-list > li")
    expect(rows).to_have_count(2)
    for row in rows.all():
        expect(row.locator("form")).to_be_visible()
        assert row.locator(".status-msg:visible, .error-message:visible").count() == 1


def test_without_javascript_the_way_back_is_shown(house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "skara", "redaktor", java_script_enabled=False)
    page.goto(house.url("skara", "/redaktion/"))
    expect(page.get_by_role("heading", name="Redaktionen behöver JavaScript")).to_be_visible()
    expect(page.get_by_text("JavaScript is required")).to_be_hidden()
    page.get_by_role("link", name="Tillbaka till intranätet").first.click()
    expect(page).to_have_url(house.url("skara"))
