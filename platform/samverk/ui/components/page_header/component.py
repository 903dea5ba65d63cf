"""Page header: where I am, what the page is called and what it is about."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample
from samverk.ui.render import render_component


def samples() -> tuple[Sample, ...]:
    """Short, full, and with a very long title; the gallery has its own h1, so these use h2."""
    way = [{"label": "Start", "url": "#page_header"}, {"label": "Nyheter", "url": "#page_header"}]
    return (
        Sample("Kort", {"title": "Nyheter", "heading": "h2"}),
        Sample(
            "Allt",
            {
                "title": "Ny lathund gör hemtjänstens dokumentation enklare",
                "heading": "h2",
                "breadcrumb": way,
                "eyebrow": "Social omsorg",
                "lead": "Från och med måndag skriver vi genomförandeplanen lika i alla tolv kommuner.",
                "meta": "Publicerad tisdag 6 december 2022 av Lisa Lundqvist",
            },
            content=render_component(
                "button", label="Redigera sidan", href="#page_header", kind="secondary", icon="edit"
            ),
        ),
        Sample(
            "Mycket långa ord",
            {
                "title": "Informationssäkerhetsklassningsanvisningar för överförmyndarverksamheten",
                "heading": "h2",
            },
        ),
    )


COMPONENT = Component(
    name="page_header",
    title=_("Sidhuvud"),
    group=groups.STRUCTURE,
    summary=_("Sidans enda h1, med sökväg, ingress och uppgifter om sidan. Innehållet är sidans knappar."),
    required=("title",),
    optional={"breadcrumb": (), "eyebrow": "", "lead": "", "meta": "", "heading": "h1"},
    choices={"heading": ("h1", "h2")},
    block=True,
    samples=samples,
    kept=True,
)
