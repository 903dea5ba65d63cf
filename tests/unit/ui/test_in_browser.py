"""The pages in a real browser, without a server: each request is answered from templates and finders.

Answers carry the strict content security policy, so an inline style or a foreign address would show here.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Browser, Page, Route, sync_playwright

from infra.tools.browser import CHROMIUM_FLAGS, find_browser
from samverk.ui.gallery import gallery_groups
from samverk.ui.samples import picture, sample_shell
from samverk.ui.theme import theme_css

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("ui-browser")]

HOST = "http://skara.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
START = """{% extends "ui/layouts/shell.html" %}{% load ui %}{% block title %}Start{% endblock %}
{% block heading %}{% component "page_header" title="Hej Lisa" %}{% endblock %}
{% block content %}{% component "news_lead" title="Ny lathund" href="#" image=image date=today %}
{% component "news_row" title="Budgeten är antagen" href="#" date=today %}
{% component "button" label="Alla nyheter" href="#" %}{% component "steps" steps=steps %}{% endblock %}
{% block side %}{% componentblock "panel" title="Rum" %}{% component "list_row" title="HSL" href="#" %}
{% endcomponentblock %}{% endblock %}"""
SIGN_IN = """{% extends "ui/layouts/focus.html" %}{% load ui %}{% block title %}Logga in{% endblock %}
{% block heading %}<h1>Logga in</h1>{% endblock %}
{% block content %}{% component "error_summary" form=form %}<form method="post">
{% component "field" field=form.username %}{% component "button" label="Logga in" %}</form>{% endblock %}"""
PAGES = ["/gallery", "/start", "/sign-in", "/404.html", "/500.html"]


class _SignIn(forms.Form):
    username = forms.CharField(label="Användarnamn", help_text="Till exempel lisa.lundqvist")


def _html(path: str, query: dict[str, list[str]]) -> str:
    brand = query.get("brand", ["1f5c4d"])[0]
    shell = sample_shell(cooperation="joint" in query, theme_url=f"/theme.css?brand={brand}")
    values: dict[str, object] = {"shell": shell, "image": picture(), "today": date(2022, 12, 6), "form": _SignIn({})}
    values["steps"] = [{"title": "Öppna akten", "body": "Sök på namn."}]
    if path == "/gallery":
        return render_to_string("ui/gallery.html", {**values, "groups": gallery_groups()})
    if path == "/sign-in":
        values["shell"] = replace(shell, person=None)
        return str(Template(SIGN_IN).render(Context(values)))
    if path == "/start":
        return str(Template(START).render(Context(values)))
    return render_to_string(path.removeprefix("/"), {} if path == "/500.html" else values)


def _answer(route: Route) -> None:
    address = urlsplit(route.request.url)
    if f"{address.scheme}://{address.netloc}" != HOST:
        route.abort()
        return
    query = parse_qs(address.query)
    if address.path == "/theme.css":
        route.fulfill(body=theme_css("#" + query["brand"][0]), content_type="text/css")
    elif address.path.startswith("/static/"):
        found = Path(str(finders.find(address.path.removeprefix("/static/"))))
        route.fulfill(body=found.read_bytes(), content_type=TYPES[found.suffix])
    else:
        with translation.override("sv"):
            body = _html(address.path, query)
        route.fulfill(
            body=body,
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"},
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = find_browser()
    with sync_playwright() as playwright:
        if found is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("INGEN WEBBLÄSARE: installera chromium eller sätt SAMVERK_BROWSER")
        started = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[object]:
    """Opens a page; at the end, anything the policy stopped or the network refused fails the test."""
    contexts, troubles = [], []

    def opened(path: str, *, width: int = 1280, height: int = 800, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE", **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.route("**/*", _answer)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("requestfailed", lambda request: troubles.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(HOST + path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, "/gallery?brand=ffd400&joint=1", "/start?brand=000000"])
def test_axe_finds_nothing(open_page, path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme)
    if not path.startswith("/gallery"):
        page.evaluate("document.querySelectorAll('details').forEach((menu) => { menu.open = true; })")
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], [node["html"][:120] for node in found["nodes"]]) for found in violations] == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_scrolls_sideways(open_page, path: str, width: int) -> None:
    page = open_page(path, width=width, height=256 if width == 320 else 800)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_wider_text_spacing_loses_nothing(open_page) -> None:
    page = open_page("/start", width=360, height=740)
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet();  // WCAG 2.2, 1.4.12
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                               word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
        document.adoptedStyleSheets = [sheet]; }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_switcher_closes_on_escape_and_gives_the_focus_back(open_page) -> None:
    page = open_page("/start")
    menu = page.locator(".sv-site-switcher")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_by_role("link", name="GVS12").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert menu.evaluate("menu => menu.open") is False
    assert menu.locator("summary").evaluate("summary => summary === document.activeElement") is True


def test_a_menu_closes_when_one_clicks_or_goes_elsewhere(open_page) -> None:
    page = open_page("/start")
    me, sites = page.locator(".sv-me"), page.locator(".sv-site-switcher")
    me.locator("summary").click()
    sites.locator("summary").click()
    assert (me.evaluate("menu => menu.open"), sites.evaluate("menu => menu.open")) == (False, True)
    page.locator("h1").click()
    assert sites.evaluate("menu => menu.open") is False


def test_slash_goes_to_the_search_field_but_not_from_a_field(open_page) -> None:
    page = open_page("/start")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    assert field.evaluate("field => field === document.activeElement") is True
    page.keyboard.type("a/b")
    assert field.input_value() == "a/b"


def test_everything_works_without_scripts(open_page) -> None:
    page = open_page("/start", java_script_enabled=False)
    page.locator(".sv-site-switcher summary").click()
    assert page.locator(".sv-site-switcher").get_by_role("link", name="GVS12").is_visible()
    page.locator(".sv-site-switcher summary").click()
    page.locator(".sv-me summary").click()
    assert page.get_by_role("button", name="Logga ut").is_visible()
    assert page.locator(".sv-search kbd").is_hidden()


def test_a_refused_form_starts_at_its_errors(open_page) -> None:
    page = open_page("/sign-in")
    assert page.locator(".sv-error-summary").evaluate("box => box === document.activeElement") is True
    page.locator(".sv-error-summary a").click()
    assert page.locator("#id_username").evaluate("field => field === document.activeElement") is True


def test_focus_is_always_visible_and_in_order(open_page) -> None:
    page = open_page("/start")
    seen = []
    for _ in range(15):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { const element = document.activeElement;
                const ring = element.closest(".sv-news-lead, .sv-news-row, .sv-list-row") || element;
                const style = getComputedStyle(ring);
                return [element.className, style.outlineStyle, parseFloat(style.outlineWidth),
                        style.boxShadow !== "none", ring.getBoundingClientRect().top >= 0]; }"""
            )
        )
    assert seen[0][0] == "sv-skip"
    assert [entry for entry in seen if entry[1] != "solid" or entry[2] < 3 or not entry[3] or not entry[4]] == []


def test_targets_are_large_enough_for_a_thumb(open_page) -> None:
    page = open_page("/start", width=360, height=740)
    heights = page.locator(".sv-nav a").evaluate_all(
        "links => links.map((link) => link.getBoundingClientRect().height)"
    )
    assert len(heights) == 5
    assert min(heights) >= 48
    small = page.locator("a:visible, button:visible, summary:visible").evaluate_all(
        """all => all.filter((one) => { const box = one.getBoundingClientRect();
        return box.top >= 0 && (box.height < 24 || box.width < 24) && !one.closest("article, .sv-list-row"); })
        .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_movement_stops_when_asked(open_page) -> None:
    moving = "getComputedStyle(document.querySelector('.sv-button')).transitionDuration"
    assert "0.12s" in open_page("/start").evaluate(moving)
    assert set(open_page("/start", reduced_motion="reduce").evaluate(moving).split(", ")) == {"0s"}


def test_forced_colours_keep_the_outlines(open_page) -> None:
    page = open_page("/start", forced_colors="active")
    for selector in (".sv-panel", ".sv-button"):
        assert page.locator(selector).first.evaluate("box => getComputedStyle(box).borderTopStyle") == "solid"


def test_paper_has_the_content_only(open_page) -> None:
    page = open_page("/start")
    page.emulate_media(media="print")
    assert page.locator(".sv-nav").is_hidden()
    assert page.locator(".sv-top").is_hidden()
    assert page.locator("h1").is_visible()
    assert page.locator(".sv-steps > li").is_visible()


def test_a_table_becomes_cards_on_a_phone(open_page) -> None:
    page = open_page("/gallery", width=360, height=740)
    cell = page.locator("#table td[data-label]").first
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "flex"
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Invånare"'
