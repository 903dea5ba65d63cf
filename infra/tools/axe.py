"""Walk the pages of the isolation table in a real browser and print what axe finds: `make axe`, on a running demo.

python infra/tools/axe.py [--port 8000] [--user medarbetare] [--only /administration/] [--width 360] [--all]

Pages whose address needs a row of the test's own world (a name in braces) are left out; so is what is not a page
(files, lists as CSV, addresses that answer other programs), or reads word for word like another. In the rooms of
shared_templates they are found through the demo's own links instead: of addresses that differ in a number only, the
first and the last.
A page is loaded once in each language and looked at in several views (VIEWS). Dark differs from light in colours only,
and English from Swedish in words, so there only what can differ is asked; `--all` asks everything in all twelve.
Ends with 1 when there is a violation.
"""

import argparse
import re
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from browser import CHROMIUM_FLAGS, find_browser
from playwright.sync_api import Browser, Error, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.isolation.table import EVERYWHERE, SITE, Row
from tests.isolation.table_knowledge import KNOWLEDGE
from tests.isolation.table_operator import OPERATOR
from tests.isolation.table_templates_adoption import ADOPTION
from tests.isolation.table_templates_documents import DOCUMENTS
from tests.isolation.table_templates_masters import MASTERS
from tests.isolation.table_templates_overview import MAP
from tests.isolation.table_templates_proposals import PROPOSALS

#: Who walks → site, account of the demo, and which column of the table is theirs, or which of FOLLOWED.
WHO = {
    "systemforvaltare": ("skara", "systemforvaltare", "right"),
    "medarbetare": ("skara", "medarbetare", "no_right"),
    "gast": ("skara", "gast", "guest"),
    "operator": ("localhost", "operator", "operator"),
    "mallredaktor": ("mall", "redaktor", "model"),
    "projektledare": ("tibro", "lokal-projektledare", "rooms"),
    "redaktor": ("skara", "redaktor", "shared"),
}
_ROOMS = (*ADOPTION, *DOCUMENTS, *KNOWLEDGE, *MAP, *PROPOSALS)
#: Where links are followed: rows to begin with, and how the addresses begin. The rows' columns are a superuser's at
#: Skara, and what only the model has is 404 there, so whatever answers is looked at.
FOLLOWED = {
    "model": ((*MASTERS, *_ROOMS), ("/mallen/", "/projektdokument/", "/kunskapsbank/", "/ovning/")),
    "rooms": (_ROOMS, ("/mallen/", "/projektdokument/", "/kunskapsbank/")),
    "shared": ((*DOCUMENTS, *KNOWLEDGE), ("/projektdokument/", "/kunskapsbank/")),
}
PASSWORD = "samverk-demo"
#: A refusal is a page, too.
PAGES = {200, 403, 404}
#: axe no longer asks: a label would point at the wrong field.
_TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}"""
_NUMBERS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at, and what is asked there; no rules: all of them."""

    width: int
    scheme: str = "light"
    language: str = "sv"
    rules: tuple[str, ...] = ()


_COLOURS = ("color-contrast", "link-in-text-block")
_WORDS = ("valid-lang", "button-name", "link-name", "label", "image-alt", "page-has-heading-one", "target-size")
VIEWS = (
    View(360),
    View(768),
    View(1440),
    View(360, "dark", rules=_COLOURS),
    View(1440, "dark", rules=_COLOURS),
    View(360, language="en", rules=_WORDS),
)
ALL_VIEWS = tuple(
    View(width, scheme, language)
    for language in ("sv", "en")
    for width in (360, 768, 1440)
    for scheme in ("light", "dark")
)


def paths(column: str) -> Iterator[str]:
    """The addresses of one column, each once; refusals of one kind look alike, so a few are enough."""
    seen: dict[int, int] = {}
    for path, method, status in dict.fromkeys(_rows(column)):
        if method != "GET" or status not in PAGES or "{" in path or "00000000-" in path:
            continue
        seen[status] = seen.get(status, 0) + 1
        if status == 200 or seen[status] <= 3:
            yield path


def _rows(column: str) -> Iterator[tuple[str, str, int]]:
    if column == "operator":
        yield from ((row[1], row[7], row[6]) for row in OPERATOR)
    elif column in FOLLOWED:
        yield from ((row[1], row[7], 200) for row in FOLLOWED[column][0])
    else:
        rows = dict.fromkeys((*EVERYWHERE, *SITE))
        yield from ((row.path, row.method, getattr(row, column)) for row in rows if _is(row))


def _is(row: Row) -> bool:
    return not row.path.startswith(("/scim/", "/redaktion/", "/-/tema", "/-/logotyp", "/filer/"))


def sign_in(page: Page, base: str, user: str) -> None:
    """With the demo's password."""
    page.goto(f"{base}/logga-in/")
    page.fill("[name=username]", user)
    page.fill("[name=password]", PASSWORD)
    page.locator("form[data-testid=sign-in-form] button").click()
    page.wait_for_load_state()


def speak(page: Page, base: str, language: str) -> None:
    """Choose a language, as the person's menu does."""
    page.goto(f"{base}/")
    button = page.locator(f"button[name=language][value={language}]")
    if button.count() and page.locator("html").get_attribute("lang") != language:
        with page.expect_navigation():
            button.first.evaluate("button => button.click()")


def is_page(page: Page, address: str) -> bool:
    """Go there; False when it is a file or nothing at all."""
    try:
        response = page.goto(address)
    except Error:
        return False
    return response is not None and "text/html" in response.headers.get("content-type", "")


def look(page: Page, view: View) -> list[str]:
    """What axe says of the page in a view, a line for each rule."""
    page.set_viewport_size({"width": view.width, "height": 900 if view.width > 500 else 740})
    page.emulate_media(color_scheme=view.scheme)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if view.rules:
        options["runOnly"] = {"type": "rule", "values": list(view.rules)}
    found = Axe().run(page, options=options).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    told = [f"{v['id']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:160]}" for v in found]
    told += [f"the id {name} is there twice" for name in page.evaluate(_TWICE)]
    return told + ([f"wider than the screen by {wide} px"] if wide > 0 else [])


def new_kinds(page: Page, begins: tuple[str, ...], seen: set[str]) -> list[str]:
    """Where the page leads: the first and the last of each kind of address that is not `seen` yet."""
    hrefs = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
    kinds: dict[str, list[str]] = {}
    for path in (href.partition("#")[0].partition("?")[0] for href in hrefs):
        kind = _NUMBERS.sub("*", path)
        if path.startswith(begins) and kind not in seen:
            kinds.setdefault(kind, []).append(path)
    # The articles themselves lie wherever somebody put them.
    articles = page.eval_on_selector_all("[data-testid=articles] th a", "links => links.map(link => link.pathname)")
    kinds |= {path: [path] for path in articles if path not in seen}
    seen.update(kinds)
    return [path for found in kinds.values() for path in dict.fromkeys((found[0], found[-1]))]


class Walk:
    """One person's way through the pages of a column.

    Attributes:
        pages: how many pages were looked at; views: how many times.
        found: each finding, with where it is.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.pages, self.views = options, 0, 0
        self.found: dict[str, set[str]] = {}
        chosen = ALL_VIEWS if options.all else VIEWS
        self.chosen = [view for view in chosen if options.width in (0, view.width)]

    def person(self, browser: Browser, who: str) -> None:
        """Sign in, and look at every page in each language."""
        site, user, column = WHO[who]
        host = "localhost" if site == "localhost" else f"{site}.localhost"
        base = f"http://{host}:{self.options.port}"
        context = browser.new_context(locale="sv-SE", bypass_csp=True, reduced_motion="reduce")
        page = context.new_page()
        sign_in(page, base, user)
        speak(page, base, "sv")
        walked = list(self._in_swedish(page, who, base, column))
        self.pages += len(walked)
        if any(view.language == "en" for view in self.chosen):
            speak(page, base, "en")
            for path in walked:
                if is_page(page, base + path):
                    self._look(page, who, path, "en")
            speak(page, base, "sv")
        context.close()

    def _in_swedish(self, page: Page, who: str, base: str, column: str) -> Iterator[str]:
        waiting = deque(path for path in paths(column) if path.startswith(self.options.only))
        seen, read = {_NUMBERS.sub("*", path) for path in waiting}, set[str]()
        while waiting:
            path = waiting.popleft()
            if not is_page(page, base + path) or (words := page.inner_text("body")) in read:
                continue
            read.add(words)
            self._look(page, who, path, "sv")
            yield path
            if column in FOLLOWED:
                found = new_kinds(page, FOLLOWED[column][1], seen)
                waiting.extend(path for path in found if path.startswith(self.options.only))

    def _look(self, page: Page, who: str, path: str, language: str) -> None:
        for view in self.chosen:
            if view.language != language:
                continue
            self.views += 1
            for line in look(page, view):
                if line not in self.found:
                    print(f"{who} {path}: {line}", file=sys.stderr, flush=True)
                where = f"{who} {path} {view.width} {view.scheme} {language}"
                self.found.setdefault(line, set()).add(where)


def main() -> int:
    """Walk and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--user", default="", choices=["", *WHO])
    parser.add_argument("--only", default="/")
    parser.add_argument("--width", type=int, default=0)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    walk = Walk(options)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM_FLAGS)
        for who in WHO:
            if options.user in ("", who):
                walk.person(browser, who)
        browser.close()
    for line, places in sorted(walk.found.items()):
        print(f"{line}\n    {len(places)} × {', '.join(sorted(places)[:3])}")
    print(f"{walk.pages} sidor granskade i {walk.views} vyer, {len(walk.found)} olika fel.")
    return 1 if walk.found or not walk.pages else 0


if __name__ == "__main__":
    sys.exit(main())
