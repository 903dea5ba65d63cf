"""Take the README's pictures from a running demo.

python infra/tools/screenshots.py [--port 8000] [--out docs/pictures] [--all]
"""

import argparse
from pathlib import Path

from browser import CHROMIUM_FLAGS, find_browser
from playwright.sync_api import Browser, sync_playwright

#: name, site, username, path, width, height, scheme
README = [
    ("start", "skara", "medarbetare", "/", 1440, 1000, "light"),
    ("start-dark", "hjo", "medarbetare", "/", 1440, 1000, "dark"),
    ("start-phone", "skara", "medarbetare", "/", 360, 740, "light"),
    ("sign-in", "skara", "", "/logga-in/", 1440, 900, "light"),
]
ALL = [
    (f"{name}-{width}-{scheme}", site, user, path, width, 900 if width > 500 else 740, scheme)
    for name, site, user, path in (
        ("login", "skara", "", "/logga-in/"),
        ("gvs12-login", "gvs12", "", "/logga-in/"),
        ("start", "skara", "medarbetare", "/"),
        ("news", "skara", "redaktor", "/nyheter/"),
        ("article", "skara", "medarbetare", "ARTICLE"),
        ("section", "skara", "medarbetare", "/min-anstallning/"),
        ("guide", "skara", "medarbetare", "/stod-och-lathundar/rapportera-en-avvikelse/"),
        ("structure", "skara", "medarbetare", "/innehall/"),
        ("organisation", "skara", "medarbetare", "/organisation/"),
        ("sites", "skara", "medarbetare", "/mina-webbplatser/"),
        ("gvs12", "gvs12", "projektledare", "/"),
        ("guest", "skara", "gast", "/"),
        ("denied", "skara", "gast", "/nyheter/"),
        ("missing", "skara", "medarbetare", "/finns-inte/"),
        ("operator", "localhost", "operator", "/"),
        ("cms", "skara", "redaktor", "/redaktion/"),
        ("gallery", "skara", "medarbetare", "/-/komponenter/"),
    )
    for width in (360, 768, 1440)
    for scheme in ("light", "dark")
]


def take(browser: Browser, shot: tuple[str, str, str, str, int, int, str], port: int, out: Path) -> None:
    """One picture."""
    name, site, username, path, width, height, scheme = shot
    host = "localhost" if site == "localhost" else f"{site}.localhost"
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="sv-SE")
    page = context.new_page()
    base = f"http://{host}:{port}"
    if username:
        page.goto(f"{base}/logga-in/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", "samverk-demo")
        page.locator("form[data-testid=sign-in-form] button").click()
        page.wait_for_load_state()
    if path == "ARTICLE":
        page.goto(f"{base}/nyheter/")
        path = page.get_by_test_id("news-list").get_by_role("link").first.get_attribute("href") or "/"
    page.goto(base + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=out / f"{name}.png", full_page=name.startswith("gallery"))
    context.close()


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM_FLAGS)
        for shot in ALL if options.all else README:
            if options.only in shot[0]:
                take(browser, shot, options.port, options.out)
        browser.close()


if __name__ == "__main__":
    main()
