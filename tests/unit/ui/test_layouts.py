"""Layouts and error pages: one h1, unique ids, the site never in doubt, and nothing needed when all else fails."""

import re
from dataclasses import replace

import pytest
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils import translation

from samverk.kernel.kept_html import forget_kept_html
from samverk.ui.gallery import gallery_groups
from samverk.ui.samples import sample_shell
from samverk.ui.shell import Shell, ShellSite


@pytest.fixture(autouse=True)
def _swedish() -> object:
    with translation.override("sv"):
        yield


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', html)


def shell_page(shell: Shell, source: str = "") -> str:
    return str(Template('{% extends "ui/layouts/shell.html" %}' + source).render(Context({"shell": shell})))


def test_the_gallery_has_one_h1_unique_ids_and_every_component() -> None:
    html = render_to_string("ui/gallery.html", {"shell": sample_shell(), "groups": gallery_groups()})
    assert len(re.findall(r"<h1[\s>]", html)) == 1
    found = ids(html)
    assert len(found) == len(set(found))
    assert all(entry.shown for group in gallery_groups() for entry in group.entries)
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(found)
    assert not re.search(r'<label[^>]*for=""', html)
    labels = set(re.findall(r'<label[^>]*for="([^"]+)"', html))
    described = {
        name for group in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html) for name in group.split()
    }
    assert labels | described <= set(found)


def test_the_page_says_which_site_it_is() -> None:
    html = shell_page(sample_shell(cooperation=True), "{% block title %}Start{% endblock %}")
    assert "<title>Start – GVS12</title>" in html
    assert 'data-kind="cooperation"' in html
    assert "Demodata – påhittade uppgifter" in html
    assert html.count('aria-current="page"') == 1


def test_landmarks_and_the_skip_link() -> None:
    html = shell_page(sample_shell())
    assert html.count("<main") == 1
    assert 'href="#innehall"' in html
    assert 'id="innehall"' in html
    assert html.index('class="sv-skip"') < html.index("<header")
    assert '<html lang="sv">' in html


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_scheme_is_on_the_page_and_on_the_button(scheme: str) -> None:
    html = shell_page(sample_shell(scheme=scheme))
    assert f'<html lang="sv" data-scheme="{scheme}">' in html
    assert re.search(rf'name="scheme" value="{scheme}" aria-pressed="true"', html)
    assert html.count('aria-pressed="true"') == 2, "one language and one scheme"


def test_choices_and_sign_out_are_post_forms_with_a_token() -> None:
    context = {"shell": sample_shell(), "csrf_token": "token-for-test"}
    html = Template('{% extends "ui/layouts/shell.html" %}').render(Context(context))
    forms = re.findall(r'<form[^>]*method="post".*?</form>', html, flags=re.DOTALL)
    assert [re.search(r'action="([^"]+)"', form)[1] for form in forms] == ["/sprak/", "/utseende/", "/logga-ut/"]  # type: ignore[index]
    assert all("token-for-test" in form for form in forms)


def test_what_is_not_there_is_not_shown() -> None:
    bare = Shell(site=ShellSite("Hjo kommun", "Kommun", "H"))
    html = shell_page(bare)
    for absent in ("<form", "<nav", "details", "Demodata", "Redigera", "theme"):
        assert absent not in html.replace("data-theme", ""), absent


def test_the_theme_is_linked_after_the_bundle() -> None:
    html = shell_page(sample_shell(theme_url="/-/tema/abc.css"))
    assert html.index("samverk") < html.index("/-/tema/abc.css")


def test_names_are_escaped() -> None:
    shell = sample_shell()
    html = shell_page(replace(shell, site=replace(shell.site, name="<b>Skara</b>")))
    assert "<b>Skara" not in html


@pytest.mark.parametrize("code", [400, 403, 404])
def test_error_pages_stand_with_and_without_a_site(code: int) -> None:
    for context in ({}, {"shell": sample_shell()}):
        html = render_to_string(f"{code}.html", context)
        assert len(re.findall(r"<h1[\s>]", html)) == 1
        assert html.count("<main") == 1
        assert 'href="/"' in html


def test_a_refusal_says_why_when_it_knows() -> None:
    why = "Du har inte tillgång till rummet Arbetsgrupp HSL."
    assert why in render_to_string("403.html", {"exception": why})
    assert "Resolver404" not in render_to_string("404.html", {"exception": "Resolver404"})


def test_the_page_of_last_resort_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: str) -> str:
        raise ValueError(f"Missing staticfiles manifest entry for {path!r}")

    monkeypatch.setattr("samverk.ui.templatetags.ui.staticfiles_storage.url", broken)
    html = get_template("500.html").render()
    assert "Något gick fel hos oss" in html
    assert 'href="/static/ui/samverk.css"' in html
    assert "shell" not in html


def test_a_broken_manifest_is_loud_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: str) -> str:
        raise ValueError(path)

    monkeypatch.setattr("samverk.ui.templatetags.ui.staticfiles_storage.url", broken)
    forget_kept_html()  # in a process of its own nothing has been drawn yet
    with pytest.raises(ValueError, match="ui/"):
        shell_page(sample_shell())


def test_every_way_to_the_editor_leads_to_the_page_and_the_frame_is_drawn_once() -> None:
    """The address differs from page to page, and is no part of what is kept."""
    for address in ("/redaktion/pages/7/edit/", "/redaktion/pages/8/edit/"):
        html = shell_page(replace(sample_shell(), editor_url=address))
        assert html.count(f'href="{address}"') == 2, "in the band, and under one's name on a phone"
        assert 'href="yes"' not in html
