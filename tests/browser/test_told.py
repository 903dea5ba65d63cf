"""People are told: of each other, in a browser that is closed, and when the network is gone."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import House, Visit, signed_in
from tests.browser.pages import People, Phone

pytestmark = pytest.mark.browser
EDITOR = "Förvaltningsredaktör Skara (demo)"


def _signed_in(visit: Visit, house: House, username: str, **options: object) -> Page:
    page = signed_in(visit, house, "skara", username, **options)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def test_pf52_find_a_colleague_follow_them_mention_them_and_they_are_told(house: House, visit: Visit) -> None:
    page = _signed_in(visit, house, "medarbetare")
    people = People(page, house.url("skara"))
    people.find("förvaltningsredaktör", EDITOR)
    people.follow()
    page.goto(house.url("skara", "/nyheter/"))
    page.get_by_test_id("news-list").get_by_role("link").first.click()
    text = f"Bra skrivet {time.time():.0f}"
    people.comment(f"{text}, @{EDITOR}")
    expect(page.get_by_test_id("discussion")).to_contain_text(text)

    other = _signed_in(visit, house, "redaktor")
    theirs = People(other, house.url("skara"))
    # The worker tells them within some seconds of the comment.
    for _wait in range(60):
        if theirs.unread() != "Inkorg":
            break
        other.wait_for_timeout(500)
        other.goto(house.url("skara"))
    assert "skrev till dig om" in theirs.open_newest_notice()
    expect(other.get_by_test_id("discussion")).to_contain_text(text)


def test_pf23_the_site_installs_is_told_by_push_and_says_whom_to_call_without_a_network(
    house: House, visit: Visit
) -> None:
    page = _signed_in(
        visit, house, "medarbetare", viewport={"width": 360, "height": 740}, permissions=["notifications"]
    )
    phone = Phone(page)
    phone.wait_for_worker()
    assert phone.manifest()["name"] == "Skara kommun"
    assert phone.installability_errors() == []
    phone.wait_until_kept("/offline/")
    for path in ("/nyheter/", "/inkorg/", "/personer/", "/sok/?q=hemtjänst"):
        page.goto(house.url("skara", path))

    told = {"title": "Skara kommun", "body": "Lisa skrev till dig", "url": "/inkorg/", "tag": "n1"}
    assert phone.push_until_shown(told) == [told]
    again = {**told, "body": "Lisa och Per skrev till dig"}
    assert phone.push_until_shown(again) == [again], "told again it takes the place of what was told before"

    phone.lose_the_network()
    page.goto(house.url("skara", "/nyheter/"))
    phone.expect_contacts()
    own = [path for path in phone.kept() if not path.startswith(("/static/", "/-/tema/")) and path != "/offline/"]
    assert own == [], "no page of anybody's own is ever kept"
    page.context.set_offline(False)
    page.goto(house.url("skara"))
    page.get_by_role("banner").locator("details").last.locator("summary").click()
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
    page.wait_for_function("async () => !(await caches.match('/offline/'))")
    assert "/offline/" not in phone.kept(), "who has signed out leaves nothing behind"
