"""What comes from the model, as those who take it in meet it."""

from playwright.sync_api import Locator, Page, expect


class Model:
    """`/mallen/`: what applies here, what waits, the map of likeness."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base.rstrip("/")

    def open_what_waits(self) -> "Model":
        """The newest release that waits."""
        self.page.goto(f"{self.base}/mallen/nytt/")
        self.page.get_by_test_id("waiting").get_by_role("link").first.click()
        return self

    @property
    def conflicts(self) -> Locator:
        """Where the model and the municipality have written in the same place."""
        return self.page.get_by_test_id("question")

    def keep_ours(self) -> "Model":
        """Answer every conflict with the municipality's own words."""
        for number in range(self.conflicts.count()):
            self.conflicts.nth(number).get_by_label("Vår", exact=False).first.check()
        return self

    def take(self, code: str) -> None:
        """Take one item in with the answers that are given."""
        self.page.get_by_label(f"Ta in {code}", exact=True).check()
        self.page.get_by_role("button", name="Ta in det valda").click()
        expect(self.page.get_by_role("status")).to_contain_text("införd")

    def undo_the_last(self) -> None:
        """Everything as it was before what was taken last."""
        self.page.get_by_test_id("taken").get_by_role("button", name="Ångra").first.click()
        expect(self.page.get_by_role("status")).to_contain_text("ångrat")
