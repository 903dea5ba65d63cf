"""Finding people, and talking with them."""

from playwright.sync_api import Page, expect


class People:
    """The directory, a person's page, an article's discussion, the inbox."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base.rstrip("/")

    def find(self, words: str, name: str) -> None:
        """Search the directory and open somebody's page."""
        self.page.goto(f"{self.base}/personer/")
        self.page.get_by_label("Sök person").fill(words)
        self.page.get_by_role("button", name="Sök personer").click()
        self.page.get_by_test_id("people").get_by_role("link", name=name).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)

    def follow(self) -> None:
        """Of whatever the page is about; a house that stood before may remember it."""
        button = self.page.get_by_test_id("follow").get_by_role("button")
        if "Följer" in button.inner_text():
            button.click()
            expect(self.page.get_by_test_id("follow").get_by_text("Följ", exact=True)).to_be_visible()
        button.click()
        expect(self.page.get_by_test_id("follow").get_by_text("Följer", exact=True)).to_be_visible()

    def comment(self, text: str) -> None:
        """Below the article that is open; a name is chosen from the list that comes up."""
        field = self.page.get_by_label("Skriv en kommentar")
        field.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Escape")
        self.page.get_by_role("button", name="Skicka kommentaren").click()

    def unread(self) -> str:
        """What the frame says of the inbox."""
        return self.page.get_by_role("banner").get_by_role("link", name="Inkorg").inner_text()

    def open_newest_notice(self) -> str:
        """From the badge to what it is about; gives the notice's words."""
        self.page.get_by_role("banner").get_by_role("link", name="Inkorg").click()
        first = self.page.get_by_test_id("inbox").get_by_role("link").first
        text = first.inner_text()
        first.click()
        return text
