"""Markup that is kept (law 1, law 10): drawn once for the same, never for what is another."""

from dataclasses import dataclass, fields
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from samverk.kernel import kept_html as module
from samverk.kernel.kept_html import facts, kept_html
from samverk.ui.shell import LanguageLink, NavItem, SandboxBand, Shell, ShellPerson, ShellSite, SiteLink, SupportBand
from tenants.site_context import site

drawn: list[str] = []


@dataclass(frozen=True, slots=True)
class Told:
    """Something with two facts."""

    name: str
    number: int


@pytest.fixture(autouse=True)
def templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """One template, that tells when it is drawn."""
    drawn.clear()
    module.forget_kept_html()
    engine = engines["django"].engine
    source = "{{ told.name }} {{ told.number }} {{ user }}{% if token %}[{{ token }}]{% endif %}"

    def get(name: str) -> object:
        drawn.append(name)
        return engine.from_string(source)

    monkeypatch.setattr(module.Engine, "get_default", lambda: SimpleNamespace(get_template=get))


def test_law10_the_same_is_drawn_once_and_its_holes_are_filled_each_time(skara: SimpleNamespace) -> None:
    first = kept_html("a.html", {"told": Told("Å", 1)}, {"token": "ett"})
    second = kept_html("a.html", {"told": Told("Å", 1)}, {"token": "två"})
    assert (first, second) == ("Å 1 [ett]", "Å 1 [två]")
    assert len(drawn) == 1


def test_law31_what_stands_in_a_hole_is_escaped_unless_it_is_markup(skara: SimpleNamespace) -> None:
    assert "[&lt;b&gt;]" in kept_html("a.html", {"told": Told("", 1)}, {"token": "<b>"})
    assert "[<b>]" in kept_html("a.html", {"told": Told("", 1)}, {"token": mark_safe("<b>")})


@pytest.mark.parametrize(
    "other",
    [Told("Å", 2), Told("å", 1), Told("Å", True), Told(SafeString("Å"), 1)],
    ids=["number", "name", "true is not one", "markup is not text"],
)
def test_law1_another_value_is_drawn_anew(skara: SimpleNamespace, other: Told) -> None:
    kept_html("a.html", {"told": Told("Å", 1)})
    kept_html("a.html", {"told": other})
    assert len(drawn) == 2


def test_law1_another_site_and_another_language_draw_their_own(sites: SimpleNamespace) -> None:
    for tenant in (sites.skara, sites.hjo):
        with site(tenant):
            kept_html("a.html", {"told": Told("Å", 1)})
            with translation.override("en"):
                kept_html("a.html", {"told": Told("Å", 1)})
    assert len(drawn) == 4


def test_law1_what_does_not_tell_its_content_is_refused() -> None:
    for value in (Group(name="Hemlig"), SimpleNamespace(name="Å"), {"x": [object()]}):
        with pytest.raises(TypeError):
            facts(value)


def test_law1_a_mapping_is_not_the_list_of_its_pairs() -> None:
    assert facts({"a": "b"}) != facts([("a", "b")])
    assert facts({}) != facts([])


@pytest.mark.parametrize("kind", [Shell, NavItem], ids=lambda kind: kind.__name__)
def test_law1_in_what_tells_itself_equal_is_the_same(kind: type) -> None:
    """No field may hold a number and a truth, or text and markup; frozen, so that a key stays one."""
    assert kind.TELLS_ITSELF  # type: ignore[attr-defined]
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    plain = {str, bool, int, str | None, tuple[NavItem, ...], tuple[SiteLink, ...], tuple[LanguageLink, ...]}
    whole = {ShellSite, ShellPerson | None, SupportBand | None, SandboxBand | None, tuple[tuple[str, str], ...]}
    others = {field.name for field in fields(kind) if field.type not in plain | whole}
    assert others <= {"alarms"}, "and that one is never in a key: ui.frame takes it away"
