"""A running demo and a real browser, once for all journeys."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from infra.tools.browser import CHROMIUM_FLAGS, find_browser
from tests.browser.pages import SignIn

ROOT = Path(__file__).resolve().parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class House:
    """A running demo."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "SAMVERK_SECRET_KEY"}}
        if not os.environ.get("SAMVERK_REAL_SERVERS"):
            for name in ("DATABASE_URL", "REDIS_URL", "SAMVERK_CACHE_URL"):
                environment.pop(name, None)
        environment["SAMVERK_HOME"] = str(home)
        self.log = (home.parent / "browser-demo.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "samverk.project.cli", "demo", "--scale", "small", "--port", str(port)],
            env=environment, stdout=self.log, stderr=self.log, cwd=ROOT,
        )  # fmt: skip

    def wait(self, seconds: float = 300) -> None:
        """Until the health page answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                text = Path(self.log.name).read_text(errors="replace")[-4000:]
                raise RuntimeError(f"the demo ended with {self.process.returncode}:\n{text}")
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/-/halsa/", timeout=2).read()
                return
            except OSError:
                time.sleep(0.3)
        raise RuntimeError("the demo did not start")

    def stop(self) -> int:
        """As Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=90)
        self.log.close()
        return code

    def url(self, site: str, path: str = "/") -> str:
        """Address on a site."""
        return f"http://{site}.localhost:{self.port}{path}"


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """The demo, small."""
    if find_browser() is None:
        pytest.skip("INGEN WEBBLÄSARE: installera chromium eller sätt SAMVERK_BROWSER")
    home = ROOT / ".samverk" / "browser"
    home.mkdir(parents=True, exist_ok=True)
    running = House(home, _free_port())
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def browser(house: House) -> Iterator[Browser]:
    """Debian's Chromium, or the one SAMVERK_BROWSER names."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM_FLAGS)
        yield started
        started.close()


class Visit:
    """Opens browser contexts and remembers every request that left our sites and every script error."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._open: list[BrowserContext] = []
        self.strangers: list[str] = []
        self.errors: list[str] = []

    def __call__(self, **options: Any) -> Page:
        """A new person at a new browser; options as for a Playwright context."""
        options.setdefault("viewport", {"width": 1280, "height": 900})
        options.setdefault("locale", "sv-SE")
        context = self._browser.new_context(**options)
        context.set_default_timeout(15_000)
        self._open.append(context)
        page = context.new_page()
        page.on("request", self._seen)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: self.errors.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    def _seen(self, request: Any) -> None:
        host = request.url.split("/")[2].split(":")[0] if request.url.startswith("http") else "localhost"
        if not host.endswith("localhost"):
            self.strangers.append(request.url)

    def close(self) -> None:
        """Close all."""
        for context in self._open:
            context.close()


def signed_in(visit: Visit, house: House, site: str, username: str, **options: Any) -> Page:
    """Somebody at a site, on its first page; options as for `Visit`."""
    page = visit(**options)
    SignIn(page).open(house.url(site)).as_(username)
    return page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens pages; afterwards no page may have called a third party or broken its own policy."""
    visitor = Visit(browser)
    yield visitor
    visitor.close()
    assert visitor.strangers == []
    assert visitor.errors == []
