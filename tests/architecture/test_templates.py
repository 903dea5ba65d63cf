"""Templates: each one compiles, and none has inline style or script (strict CSP)."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.support.servers import CHECKOUT

ROOTS = ("platform/samverk", "tenants", "shared_templates")
TEMPLATES = sorted(path for root in ROOTS for path in (CHECKOUT / root).rglob("*.html"))
INLINE = {
    "inline style": re.compile(r"<style[\s>]|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "third party": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}


def problems(text: str) -> list[str]:
    """What the policy of our pages would refuse."""
    return [name for name, pattern in INLINE.items() if pattern.search(text)]


def named(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_look_a_template_has_nothing_the_policy_refuses(path: Path) -> None:
    # A letter is no page: it has no style sheet to ask for, and mail programs know no policy of ours.
    allowed = ["inline style"] if path.name == "letter.html" else []
    assert problems(path.read_text()) == allowed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p style="color:red">', "inline style"),
        ("<style>p{}</style>", "inline style"),
        ("<script>alert(1)</script>", "inline script"),
        ('<button onclick="x()">', "event attribute"),
        ('<a href="javascript:x()">', "javascript address"),
        ('<img src="https://example.org/a.png">', "third party"),
    ],
)
def test_look_the_probe_sees(text: str, found: str) -> None:
    assert problems(text) == [found]


@pytest.mark.parametrize("path", [path for path in TEMPLATES if "templates" in path.parts], ids=named)
def test_every_template_compiles(path: Path) -> None:
    """A component that lacks a parameter or does not know one is an error at compile time."""
    get_template(str(path).partition("/templates/")[2])
