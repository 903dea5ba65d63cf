"""Walk every page of the isolation table in a real browser and print what axe finds: `make axe`, on a running demo.

python infra/tools/axe.py [--port 8000] [--user medarbetare] [--only /administration/] [--width 360] [--scheme dark]

Pages whose address needs a row of the test's own world (a name in braces) are left out; so is what is not a page
(files, lists as CSV, addresses that answer other programs). Ends with 1 when there is a violation.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from browser import CHROMIUM_FLAGS, find_browser
from playwright.sync_api import Browser, Error, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.isolation.table import EVERYWHERE, SITE, Row
from tests.isolation.table_operator import OPERATOR

#: Demo account → site, and which column of the table is theirs.
WHO = {
    "systemforvaltare": ("skara", "right"),
    "medarbetare": ("skara", "no_right"),
    "gast": ("skara", "guest"),
    "operator": ("localhost", "operator"),
}
PASSWORD = "samverk-demo"
WIDTHS, SCHEMES = (360, 1440), ("light", "dark")
#: A refusal is a page, too.
PAGES = {200, 403, 404}


def paths(column: str) -> Iterator[str]:
    """The addresses of one column, each once; refusals of one kind look alike, so a few are enough."""
    seen: dict[int, int] = {}
    if column == "operator":
        rows = [(row[1], row[7], row[6]) for row in OPERATOR]
    else:
        rows = [(row.path, row.method, getattr(row, column)) for row in dict.fromkeys((*EVERYWHERE, *SITE)) if _is(row)]
    for path, method, status in dict.fromkeys(rows):
        if method != "GET" or status not in PAGES or "{" in path:
            continue
        seen[status] = seen.get(status, 0) + 1
        if status == 200 or seen[status] <= 3:
            yield path


def _is(row: Row) -> bool:
    return not row.path.startswith(("/scim/", "/redaktion/", "/-/tema", "/-/logotyp", "/filer/"))


def sign_in(page: Page, base: str, user: str) -> None:
    """With the demo's password."""
    page.goto(f"{base}/logga-in/")
    page.fill("[name=username]", user)
    page.fill("[name=password]", PASSWORD)
    page.locator("form[data-testid=sign-in-form] button").click()
    page.wait_for_load_state()


def look(page: Page, address: str) -> list[str] | None:
    """What axe says of a page, a line for each rule; None when it is not a page."""
    try:
        response = page.goto(address)
    except Error:
        return None
    if response is None or "text/html" not in response.headers.get("content-type", ""):
        return None
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    told = [f"{v['id']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:160]}" for v in found]
    return told + ([f"wider than the screen by {wide} px"] if wide > 0 else [])


def walk(browser: Browser, options: argparse.Namespace) -> tuple[int, dict[str, set[str]]]:
    """Every page as everybody; how many were looked at, and each finding with where it is."""
    pages, found = 0, dict[str, set[str]]()
    for user, (site, column) in WHO.items():
        if options.user not in ("", user):
            continue
        host = "localhost" if site == "localhost" else f"{site}.localhost"
        base = f"http://{host}:{options.port}"
        context = browser.new_context(locale="sv-SE", bypass_csp=True, reduced_motion="reduce")
        page = context.new_page()
        sign_in(page, base, user)
        for path in paths(column):
            if not path.startswith(options.only):
                continue
            for width in WIDTHS if not options.width else (options.width,):
                page.set_viewport_size({"width": width, "height": 900 if width > 500 else 740})
                for scheme in SCHEMES if not options.scheme else (options.scheme,):
                    page.emulate_media(color_scheme=scheme)
                    told = look(page, base + path)
                    pages += told is not None
                    for line in told or ():
                        if line not in found:
                            print(f"{user} {path}: {line}", file=sys.stderr, flush=True)
                        found.setdefault(line, set()).add(f"{user} {path} {width} {scheme}")
        context.close()
    return pages, found


def main() -> int:
    """Walk and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--user", default="", choices=["", *WHO])
    parser.add_argument("--only", default="/")
    parser.add_argument("--width", type=int, default=0)
    parser.add_argument("--scheme", default="", choices=["", *SCHEMES])
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM_FLAGS)
        pages, found = walk(browser, options)
        browser.close()
    for line, places in sorted(found.items()):
        print(f"{line}\n    {len(places)} × {', '.join(sorted(places)[:3])}")
    print(f"{pages} sidor granskade, {len(found)} olika fel.")
    return 1 if found or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
