"""Pagination: the pages of a long list."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def _prepare(values: dict[str, Any]) -> None:
    page = values["page"]
    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    values["numbers"] = [number if isinstance(number, int) else 0 for number in around]


def samples() -> tuple[Sample, ...]:
    """In the middle of many, the first of two, and one page only."""
    return (
        Sample("Mitt i", {"page": Paginator(range(500), 20).page(8), "label": "Sidor, mitt i"}),
        Sample("Första av två", {"page": Paginator(range(30), 20).page(1), "label": "Sidor, första"}),
        Sample("Bara en sida", {"page": Paginator(range(3), 20).page(1)}),
    )


COMPONENT = Component(
    name="pagination",
    title=_("Sidbyte"),
    group=groups.DATA,
    summary=_("Sidorna i en lång lista. Visar inget när allt ryms på en."),
    required=("page",),
    optional={"prefix": "?sida=", "label": _("Sidor")},
    prepare=_prepare,
    samples=samples,
)
