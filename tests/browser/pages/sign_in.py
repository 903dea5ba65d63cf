"""The sign-in page."""

from playwright.sync_api import Page, expect


class SignIn:
    """`/logga-in/`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> "SignIn":
        """Go there; being sent on to the form counts."""
        self.page.goto(url)
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Logga in")
        return self

    def as_(self, username: str, password: str = "samverk-demo") -> None:
        """Fill in the form and send it."""
        self.page.get_by_label("Användarnamn").fill(username)
        self.page.get_by_label("Lösenord").fill(password)
        self.page.get_by_role("button", name="Logga in").click()
