"""Components: every sample renders, wrong use is refused, and each keeps to the rules of the house."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from samverk.kernel.kept_html import forget_kept_html
from samverk.ui import bundle, groups
from samverk.ui.components.avatar.component import initials_of
from samverk.ui.icons import SHAPES, IconError, svg
from samverk.ui.registry import Component, ComponentError, Sample, component, components
from samverk.ui.render import render_component

NAMES = sorted(components())
WANTED = {
    "avatar", "badge", "breadcrumb", "button", "definition_list", "empty_state", "error_summary", "field", "icon",
    "list_row", "news_lead", "news_row", "notice", "page_header", "pagination", "panel", "person_chip", "progress",
    "site_mark", "site_switcher", "steps", "table", "toc", "tree",
}  # fmt: skip


def render(source: str, **values: Any) -> str:
    return str(Template("{% load ui %}" + source).render(Context(values)))


def all_samples() -> list[Any]:
    return [
        pytest.param(spec, number, id=f"{spec.name}-{number}")
        for spec in components().values()
        for number in range(len(spec.samples()))
    ]


@pytest.mark.parametrize(("spec", "number"), all_samples())
def test_every_sample_renders(spec: Component, number: int) -> None:
    sample: Sample = spec.samples()[number]
    with translation.override("sv"):
        html = render_component(spec.name, content=sample.content, **sample.values)
    assert " style=" not in html
    assert "<script" not in html
    assert not re.search(r"\son\w+=", html)
    assert "{{" not in html
    assert "{%" not in html


def test_what_the_brief_asks_for_is_there() -> None:
    assert set(NAMES) >= WANTED


@pytest.mark.parametrize("name", NAMES)
def test_a_component_is_complete(name: str) -> None:
    spec = component(name)
    assert spec.title
    assert spec.summary
    assert spec.group in groups.ORDER
    assert spec.samples()
    css = spec.folder / f"{name}.css"
    assert css.is_file()
    root = f"sv-{name.replace('_', '-')}"
    assert root in css.read_text(encoding="utf-8")
    assert {path.suffix for path in spec.folder.iterdir() if path.is_file()} <= {".html", ".css", ".js", ".py"}
    assert set(spec.choices) <= set(spec.optional)


@pytest.mark.parametrize("name", [name for name in NAMES if component(name).required])
def test_a_missing_parameter_stops_the_template_from_compiling(name: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="lacks"):
        render(f'{{% component "{name}" %}}')


def test_an_unknown_parameter_stops_the_template_from_compiling() -> None:
    with pytest.raises(TemplateSyntaxError, match="does not know colour"):
        render('{% component "badge" text="Skara" colour="red" %}')


def test_an_unknown_component_stops_the_template_from_compiling() -> None:
    with pytest.raises(TemplateSyntaxError, match="no component named"):
        render('{% component "carousel" %}')
    with pytest.raises(ComponentError):
        render_component("carousel")


@pytest.mark.parametrize("source", ["{% component %}", "{% component badge %}", '{% component "badge" "Skara" %}'])
def test_a_malformed_tag_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_a_value_outside_the_choices_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="not one of"):
        render('{% component "badge" text="Skara" tone=tone %}', tone="pink")


def test_only_block_components_take_content() -> None:
    with pytest.raises(TemplateSyntaxError, match="takes no content"):
        render('{% componentblock "badge" text="Skara" %}x{% endcomponentblock %}')
    html = render('{% componentblock "panel" title="Rum" %}<b>{{ word }}</b>{% endcomponentblock %}', word="<i>")
    assert "<b>&lt;i&gt;</b>" in html


def test_a_component_sees_nothing_of_the_page_around_it() -> None:
    assert "hemlig" not in render('{% component "badge" text="Skara" %}', icon="lock", label="hemlig")


def test_text_is_escaped() -> None:
    html = render('{% component "badge" text=text %}', text="<script>alert(1)</script>")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_person_has_the_same_tone_everywhere() -> None:
    first = render('{% component "avatar" name="Lisa Lundqvist" %}')
    assert first == render('{% component "avatar" name="Lisa Lundqvist" %}')
    assert 'data-tone="2"' in first, "A checksum of the name, so it never changes between processes"


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Lisa Lundqvist", "LL"), ("Maj-Britt Ek", "ME"), ("Östen", "Ö"), ("", "?"), ("(vakant)", "?")],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_decorative_icon_is_silent_and_one_with_words_speaks() -> None:
    assert 'aria-hidden="true"' in svg("home")
    assert "role=" not in svg("home")
    assert 'role="img" aria-label="Bara &lt;medlemmar&gt;"' in svg("lock", label="Bara <medlemmar>")
    with pytest.raises(IconError):
        svg("unicorn")
    assert len(SHAPES) >= 25


def test_numbers_in_a_mark_have_no_swedish_comma() -> None:
    with translation.override("sv"):
        html = render_component("site_mark", mark="G12", shape="cooperation")
    assert re.search(r' y="\d+\.\d"', html)
    assert re.search(r' font-size="\d+\.\d"', html)


def test_a_mark_in_a_hopeless_colour_is_made_readable_and_nonsense_is_dropped() -> None:
    assert 'fill="#ffd400"' not in render_component("site_mark", mark="T", colour="#ffd400")
    assert "javascript" not in render_component("site_mark", mark="T", colour='"javascript:x')


@pytest.mark.parametrize("path", sorted(bundle.ROOT.glob("components/*/*.css")), ids=lambda path: path.stem)
def test_a_component_uses_semantic_tokens_only(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "--brand-" not in css
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", css)
    assert not re.search(r"\b(rgb|rgba|hsl|oklch|oklab|lab|lch)\(", css)
    assert "url(" not in css
    defined = set(re.findall(r"(--[\w-]+)\s*:", bundle.css()))
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= defined


@pytest.mark.parametrize("path", sorted(bundle.ROOT.rglob("*.html")), ids=lambda path: path.stem)
def test_templates_have_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", source)
    assert "<style" not in source
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"""(src|href)=["']https?:""", source)


def test_what_is_kept_is_drawn_once_for_the_same_values_and_never_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_kept_html()
    drawn: list[object] = []
    plain = Template.render
    monkeypatch.setattr(Template, "render", lambda made, context: drawn.append(made.name) or plain(made, context))

    def made(**values: Any) -> int:
        drawn.clear()
        render_component("page_header", **values)
        return len(drawn)

    assert (made(title="Nyheter"), made(title="Nyheter"), made(title="Guider")) == (1, 0, 1)
    with translation.override("en"):
        assert made(title="Nyheter") == 1, "another language is another drawing"
    assert made(title=mark_safe("Nyheter")) == 1, "markup is no text"
    # What a page puts into it may hold a form, which is nobody else's.
    assert [made(title="Nyheter", content="<p>1</p>") for _again in range(2)] == [1, 1]
    with pytest.raises(TypeError, match="does not tell its content"):
        made(title=object())
