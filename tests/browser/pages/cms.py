"""Wagtail's admin, as an editor meets it."""

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect


class Cms:
    """`/redaktion/`."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base.rstrip("/")

    def write_news(self, title: str, lead: str, body: str) -> None:
        """Fill in the form of a piece of news."""
        self.page.goto(f"{self.base}/skriv-nyhet/")
        heading = self.page.locator("#id_title")
        heading.press_sequentially(title)
        heading.blur()
        self.page.locator("#id_lead").fill(lead)
        editor = self.page.locator("[data-contentpath=body] [contenteditable=true]")
        editor.click()
        self.page.keyboard.type(body)
        # The editor hands its text to the form a moment after the last key.
        expect(self.page.locator("input[name=body], textarea[name=body]")).to_have_value(re.compile(body[:20]))

    def publish_news(self, title: str, lead: str, body: str) -> None:
        """Write a piece of news and publish it; the button for it comes first."""
        self.write_news(title, lead, body)
        self.page.get_by_role("button", name=re.compile("^(Publicera|Publish)")).click()
        expect(self.page.locator(".messages")).to_contain_text(title)

    def panel(self, name: str) -> Locator:
        """Open one of the panels beside the page: `preview` or `checks`."""
        self.page.locator(f"[data-side-panel-toggle={name}]").first.click()
        return self.page.locator(f"[data-side-panel={name}]")

    @property
    def preview(self) -> FrameLocator:
        """What the preview's frame shows."""
        return self.page.frame_locator("#w-preview-iframe")
