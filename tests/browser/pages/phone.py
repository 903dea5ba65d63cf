"""A browser that a site is installed in: its manifest, its worker, what it keeps, what it is told."""

import json
from typing import Any

from playwright.sync_api import Page, expect


class Phone:
    """What Chromium's own tools tell of a page's site."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tools = page.context.new_cdp_session(page)

    def manifest(self) -> dict[str, Any]:
        """As the browser read it; nothing in it may be wrong."""
        found = self.tools.send("Page.getAppManifest")
        assert found["errors"] == [], found["errors"]
        parsed: dict[str, Any] = json.loads(found["data"])
        return parsed

    def installability_errors(self) -> list[str]:
        """Why the browser would not offer to install the site, but that a test's browser is a private window."""
        found = self.tools.send("Page.getInstallabilityErrors")
        return [error["errorId"] for error in found["installabilityErrors"] if error["errorId"] != "in-incognito"]

    def wait_for_worker(self) -> None:
        """Until the site's worker has the page in its care."""
        self.page.evaluate("navigator.serviceWorker.ready")
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    def kept(self) -> list[str]:
        """Paths of everything the worker keeps."""
        script = """async () => {
            const found = [];
            for (const name of await caches.keys())
                for (const each of await (await caches.open(name)).keys()) found.push(new URL(each.url).pathname);
            return found;
        }"""
        return sorted(self.page.evaluate(script))

    def wait_until_kept(self, path: str) -> None:
        """The worker fetches in its own time."""
        self.page.wait_for_function(f"async () => !!(await caches.match({json.dumps(path)}))")

    def lose_the_network(self) -> None:
        """For the page and for the worker."""
        self.page.context.set_offline(True)

    def push_until_shown(self, told: dict[str, str]) -> list[dict[str, str]]:
        """A message comes from the push service, again where the browser took none, as services do; what is shown then.

        A browser that puts its worker to rest just then loses what its tools hand over.
        """
        for _delivery in range(5):
            self._push(told)
            if found := self._shown(told["body"]):
                return found
        raise AssertionError("the browser showed nothing")

    def _push(self, told: dict[str, str]) -> None:
        origin = str(self.page.evaluate("location.origin"))
        values = {"origin": origin, "registrationId": self._registration(), "data": json.dumps(told)}
        self.tools.send("ServiceWorker.deliverPushMessage", values)

    def _registration(self) -> str:
        versions: list[dict[str, Any]] = []
        self.tools.on("ServiceWorker.workerVersionUpdated", lambda event: versions.extend(event["versions"]))
        self.tools.send("ServiceWorker.disable")
        self.tools.send("ServiceWorker.enable")
        for _wait in range(100):
            active = [str(each["registrationId"]) for each in versions if each["status"] == "activated"]
            if active:
                return active[-1]
            self.page.wait_for_timeout(50)
        raise AssertionError("no worker is active")

    def _shown(self, body: str) -> list[dict[str, str]]:
        """What the browser shows of the site, once this is among it; nothing after some seconds."""
        script = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
            .map((each) => ({title: each.title, body: each.body, tag: each.tag, url: each.data.url}))"""
        for _wait in range(80):
            found: list[dict[str, str]] = self.page.evaluate(script)
            if body in [each["body"] for each in found]:
                return found
            self.page.wait_for_timeout(50)
        return []

    def expect_contacts(self) -> None:
        """Whom to call and what to do."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Ingen kontakt med intranätet")
        expect(self.page.get_by_test_id("emergency-contacts").get_by_role("link").first).to_have_attribute(
            "href", "tel:051155500"
        )
        guide = self.page.get_by_text("Följ reservrutinen när systemet står still")
        guide.click()
        expect(self.page.get_by_role("heading", level=3).first).to_be_visible()
