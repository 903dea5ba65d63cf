"""Numbers that machines read are written without the thousands' space that people read: 1681, never 1 681."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from tests.support.servers import CHECKOUT

ATTRIBUTE = re.compile(r'\b[a-z-]+="([^"]*\{\{[^"]*)"')
BARE = re.compile(r"\{\{ ?([^}|]+?) ?\}\}")
NUMBERS = re.compile(r"(\.pk|page_number|^number|\.number|mention\.key|svar_pa\.value)$")
TEMPLATES = sorted((CHECKOUT / "platform").rglob("*.html")) + sorted((CHECKOUT / "tenants").rglob("*.html"))
TEMPLATES += sorted((CHECKOUT / "shared_templates").rglob("*.html"))


def bare_numbers(text: str) -> list[str]:
    """Expressions in attributes that name a row's number and are written as people read numbers."""
    return [found for value in ATTRIBUTE.findall(text) for found in BARE.findall(value) if NUMBERS.search(found)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_number_in_an_attribute_is_written_for_machines(path: Path) -> None:
    assert bare_numbers(path.read_text()) == []


def test_the_probe_sees_one_that_is_not_and_such_a_one_is_wrong() -> None:
    text = '<button value="person:{{ each.pk }}">'
    assert bare_numbers(text) == ["each.pk"]
    assert 'value="person:1681"' not in Template(text).render(Context({"each": {"pk": 1681}}))
    right = text.replace("each.pk", "each.pk|stringformat:'s'")
    assert 'value="person:1681"' in Template(right).render(Context({"each": {"pk": 1681}}))
