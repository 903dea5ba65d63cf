"""What the first issue promises a newcomer, done in a browser."""

import re
import socket
import time
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import House, Visit, signed_in
from tests.browser.pages import Cms, SignIn, SitePage

pytestmark = pytest.mark.browser


def test_employee_reads_todays_news_and_goes_on_to_the_cooperation_without_a_second_password(
    house: House, visit: Visit
) -> None:
    page = signed_in(visit, house, "skara", "medarbetare")
    site = SitePage(page)
    site.expect_site("Skara kommun")
    title = site.news.first.inner_text().strip().splitlines()[0]
    site.news.first.click()
    expect(page.get_by_test_id("article")).to_be_visible()
    assert title
    site.switch_to("GVS12")
    site.expect_site("GVS12")
    site.news.first.click()
    expect(page.get_by_test_id("article")).to_be_visible()
    site.sign_out()
    expect(site.heading).to_have_text("Logga in")


def test_the_same_works_without_javascript(house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "skara", "medarbetare", java_script_enabled=False)
    site = SitePage(page)
    site.switch_to("GVS12")
    site.expect_site("GVS12")
    site.sign_out()
    expect(site.heading).to_have_text("Logga in")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_member_who_begins_at_the_cooperation_comes_in_through_the_municipality(
    house: House, visit: Visit, javascript: bool
) -> None:
    page = visit(java_script_enabled=javascript)
    page.goto(house.url("gvs12", "/nyheter/"))
    page.get_by_role("link", name="Skara kommun").click()
    SignIn(page).as_("medarbetare")
    expect(page).to_have_url(house.url("gvs12", "/nyheter/"))
    SitePage(page).expect_site("GVS12")


def test_employee_of_hjo_is_not_let_in(house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "hjo", "medarbetare")
    assert page.get_by_role("banner").get_by_role("link", name=re.compile("GVS12")).count() == 0
    response = page.goto(house.url("gvs12", "/anslut/hjo/"))
    assert response is not None
    assert response.status == 403
    expect(SitePage(page).heading).to_be_visible()
    page.goto(house.url("gvs12", "/nyheter/"))
    expect(SitePage(page).heading).to_have_text("Logga in")


def test_pf12_editor_publishes_a_piece_of_news_that_the_employee_reads(house: House, visit: Visit) -> None:
    editor = signed_in(visit, house, "skara", "redaktor")
    title = f"Nya öppettider i receptionen {time.time():.0f}"
    Cms(editor, house.url("skara")).publish_news(
        title, "Från måndag öppnar vi klockan sju.", "Receptionen är bemannad hela dagen."
    )
    reader = signed_in(visit, house, "skara", "medarbetare")
    reader.goto(house.url("skara", "/nyheter/"))
    expect(reader.get_by_role("link", name=title).first).to_be_visible()


def test_keyboard_only_sign_in_read_switch_and_sign_out(house: House, visit: Visit) -> None:
    page = visit()
    page.goto(house.url("skara"))
    page.get_by_label("Användarnamn").focus()
    page.keyboard.type("medarbetare")
    page.keyboard.press("Tab")
    page.keyboard.type("samverk-demo")
    page.keyboard.press("Enter")
    site = SitePage(page)
    site.expect_site("Skara kommun")
    _tab_to(page, "GVS12", opener=re.compile("webbplats", re.IGNORECASE))
    page.keyboard.press("Enter")
    site.expect_site("GVS12")
    _tab_to(page, "Logga ut", opener=re.compile("Projektledare|Medarbetare|Meny|konto", re.IGNORECASE))
    page.keyboard.press("Enter")
    expect(site.heading).to_have_text("Logga in")


FOCUSED = "document.activeElement ? (document.activeElement.innerText || document.activeElement.ariaLabel || '') : ''"


def _tab_to(page: Page, text: str, opener: re.Pattern[str]) -> None:
    """Press Tab until the focus is on `text`; open every disclosure on the way whose name fits."""
    for _press in range(60):
        page.keyboard.press("Tab")
        focused = str(page.evaluate(FOCUSED))
        if text in focused and page.evaluate("document.activeElement.tagName") in {"A", "BUTTON"}:
            return
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            page.keyboard.press("Enter")
    raise AssertionError(f"the keyboard never reached {text!r}")


PAGES = ["/", "/nyheter/", "NEWS", "/innehall/", "SECTION", "GUIDE", "/organisation/", "/mina-webbplatser/"]


def _address(page: Page, house: House, wanted: str) -> str:
    if wanted == "NEWS":
        page.goto(house.url("skara", "/nyheter/"))
        return str(page.get_by_test_id("news-list").get_by_role("link").first.get_attribute("href"))
    if wanted == "SECTION":
        return "/sa-arbetar-vi/"
    if wanted == "GUIDE":
        page.goto(house.url("skara", "/stod-och-lathundar/"))
        return str(page.get_by_test_id("children").get_by_role("link").first.get_attribute("href"))
    return wanted


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_type(house: House, visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme, bypass_csp=True)
    page.goto(house.url("skara", "/logga-in/"))
    found = {"/logga-in/": Axe().run(page).response["violations"]}
    SignIn(page).as_("medarbetare")
    for wanted in PAGES:
        address = _address(page, house, wanted)
        response = page.goto(house.url("skara", address) if address.startswith("/") else address)
        assert response is not None
        assert response.status == 200, address
        found[wanted] = Axe().run(page).response["violations"]
    missing = page.goto(house.url("skara", "/finns-inte/"))
    assert missing is not None
    assert missing.status == 404
    found["404"] = Axe().run(page).response["violations"]
    assert {name: [(v["id"], v["nodes"][0]["html"]) for v in bad] for name, bad in found.items() if bad} == {}


def test_connections_that_say_nothing_keep_nobody_waiting(house: House) -> None:
    """As browsers open them ahead of time; more than there are web workers."""
    silent = [socket.create_connection(("127.0.0.1", house.port)) for _number in range(6)]
    try:
        time.sleep(0.3)
        with urllib.request.urlopen(f"http://127.0.0.1:{house.port}/-/halsa/", timeout=5) as answer:
            assert answer.status == 200
    finally:
        for each in silent:
            each.close()


def test_pf23_nothing_is_wider_than_a_small_phone(house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "skara", "medarbetare", viewport={"width": 320, "height": 640})
    too_wide = {}
    for wanted in PAGES:
        address = _address(page, house, wanted)
        page.goto(house.url("skara", address) if address.startswith("/") else address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide[wanted] = width
    assert too_wide == {}


def test_every_page_has_one_h1_and_landmarks(house: House, visit: Visit) -> None:
    page = signed_in(visit, house, "skara", "medarbetare")
    for wanted in PAGES:
        address = _address(page, house, wanted)
        page.goto(house.url("skara", address) if address.startswith("/") else address)
        assert page.get_by_role("heading", level=1).count() == 1, wanted
        assert page.get_by_role("main").count() == 1, wanted
        assert page.get_by_role("banner").count() == 1, wanted
