"""Table of contents: the parts of a long page, or the pages of a section."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Two levels, a current page, and none at all."""
    items = [
        {"label": "Innan du börjar", "url": "#toc"},
        {"label": "Skriv genomförandeplanen", "url": "#toc", "level": 2},
        {"label": "Informationssäkerhetsklassning", "url": "#toc", "level": 2},
        {"label": "När något blir fel", "url": "#toc"},
    ]
    pages = [
        {"label": "Socialförvaltningen", "url": "#toc"},
        {"label": "Hemtjänst", "url": "#toc", "current": True},
    ]
    return (
        Sample("På sidan", {"items": items, "id": "toc-1"}),
        Sample("Sidor i avsnittet", {"items": pages, "title": "I avsnittet", "id": "toc-2"}),
        Sample("Inget", {"items": [], "id": "toc-3"}),
    )


COMPONENT = Component(
    name="toc",
    title=_("Innehållsförteckning"),
    group=groups.STRUCTURE,
    summary=_("Delarna av en lång sida, eller sidorna i ett avsnitt. Varje del har text, adress och nivå 1–3."),
    required=("items",),
    optional={"title": _("På den här sidan"), "id": "pa-sidan"},
    samples=samples,
)
