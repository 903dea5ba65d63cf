"""Any page in the frame."""

import re

from playwright.sync_api import Locator, Page, expect


class SitePage:
    """Top bar, menu, content."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def heading(self) -> Locator:
        """The one h1."""
        return self.page.get_by_role("heading", level=1)

    @property
    def news(self) -> Locator:
        """Links to the site's own news in the list; those of a cooperation lead there."""
        return self.page.get_by_test_id("news-list").locator("a[href^='/nyheter/']")

    def expect_site(self, name: str) -> None:
        """Which site am I on must never be in doubt."""
        expect(self.page.get_by_role("banner")).to_contain_text(name)

    def open_switcher(self) -> Locator:
        """The list of my sites."""
        banner = self.page.get_by_role("banner")
        banner.locator("summary").filter(has_text=re.compile("webbplats", re.IGNORECASE)).first.click()
        return banner

    def switch_to(self, name: str) -> None:
        """Follow the switcher."""
        self.open_switcher().get_by_role("link", name=re.compile(name)).click()

    def sign_out(self) -> None:
        """Through the me-menu."""
        self.page.get_by_role("banner").locator("details").last.locator("summary").click()
        self.page.get_by_role("button", name="Logga ut").click()
