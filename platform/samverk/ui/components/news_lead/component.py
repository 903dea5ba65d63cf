"""News lead: the one news item that a person with thirty seconds must see."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample
from samverk.ui.samples import picture


def samples() -> tuple[Sample, ...]:
    """With and without a picture, important, and with the longest words."""
    return (
        Sample(
            "Med bild",
            {
                "title": "Ny lathund gör hemtjänstens dokumentation enklare",
                "href": "#news_lead",
                "category": "Social omsorg",
                "date": date(2022, 12, 6),
                "lead": "Från och med måndag skriver vi genomförandeplanen lika i alla tolv kommuner. "
                "Lathunden tar fem minuter att läsa.",
                "image": picture(),
            },
        ),
        Sample(
            "Utan bild, viktig",
            {
                "title": "Telefonväxeln ligger nere till klockan 14.30",
                "href": "#news_lead",
                "important": True,
                "date": date(2022, 12, 6),
                "lead": "Ring 112 vid fara för liv. Övriga ärenden: använd e-post tills växeln fungerar.",
            },
        ),
        Sample(
            "Långa ord",
            {
                "title": "Överförmyndarnämndens informationssäkerhetsklassningsarbete fortsätter i vår",
                "href": "#news_lead",
                "category": "Kommunledningsförvaltningen",
                "source": "Från Mallkommunen",
            },
        ),
    )


COMPONENT = Component(
    name="news_lead",
    title=_("Huvudnyhet"),
    group=groups.NEWS,
    summary=_("Dagens viktigaste nyhet, med bild om den finns. Hela ytan går att klicka på."),
    required=("title", "href"),
    optional={
        "lead": "",
        "badges": (),
        "category": "",
        "date": None,
        "image": None,
        "important": False,
        "source": "",
        "heading": "h2",
    },
    choices={"heading": ("h2", "h3")},
    samples=samples,
)
