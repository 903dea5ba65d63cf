"""News row: the compact form, for the rest of the news."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample
from samverk.ui.samples import picture


def samples() -> tuple[Sample, ...]:
    """With everything, with nothing but a title, and with long words."""
    return (
        Sample(
            "Med bild",
            {
                "title": "Så planerar vi bemanningen över jul och nyår",
                "href": "#news_row",
                "category": "Personal",
                "date": date(2022, 12, 5),
                "image": picture(),
                "new": True,
            },
        ),
        Sample(
            "Med ingress",
            {
                "title": "Kommunfullmäktige antog budgeten för 2023",
                "href": "#news_row",
                "lead": "Skattesatsen är oförändrad. Äldreomsorgen får 12 570 000 kronor mer än i år.",
                "category": "Politik",
                "date": date(2022, 11, 28),
            },
        ),
        Sample(
            "Med märken",
            {
                "title": "Nya regler för nycklar i hemtjänsten",
                "href": "#news_row",
                "category": "Verksamheten",
                "badges": [{"text": "Ska läsas", "tone": "warning"}, {"text": "Rättad", "tone": "info"}],
            },
        ),
        Sample("Bara rubrik", {"title": "Blodbussen kommer på torsdag", "href": "#news_row"}),
        Sample(
            "Långa ord, viktig",
            {
                "title": "Kommunalförbundsdirektionssammanträdesprotokollet är justerat",
                "href": "#news_row",
                "category": "Kommunledningsförvaltningen",
                "important": True,
                "source": "Från GVS12",
                "date": date(2022, 9, 21),
            },
        ),
    )


COMPONENT = Component(
    name="news_row",
    title=_("Nyhet i rad"),
    group=groups.NEWS,
    summary=_("De övriga nyheterna, tätt under varandra."),
    required=("title", "href"),
    optional={
        "lead": "",
        "badges": (),
        "category": "",
        "date": None,
        "image": None,
        "new": False,
        "important": False,
        "source": "",
        "heading": "h3",
    },
    choices={"heading": ("h2", "h3")},
    samples=samples,
)
