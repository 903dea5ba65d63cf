"""Post: what somebody wrote, with who, when and where. The same markup in the feed and on a post's own page."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.components.avatar.component import TONES, initials_of
from samverk.ui.registry import Component, Sample
from samverk.ui.samples import picture


def _prepare(values: dict[str, Any]) -> None:
    from zlib import crc32

    name = str(values["author"])
    # As the avatar's, whose markup is written out in the template: a feed has ten of them.
    values["tone"] = crc32(name.casefold().encode()) % TONES + 1
    values["initials"] = initials_of(name.replace("(demo)", ""))


def samples() -> tuple[Sample, ...]:
    """A short one, one with everything, and one in long words."""
    shown = picture()
    fact = {
        "author": "Lisa Lundqvist",
        "note": "Undersköterska · Hemtjänst Skara norra",
        "moment": "2026-11-21T09:12:00+01:00",
        "when": "i dag kl. 9.12",
        "url": "#post",
        "heading": "h3",
    }
    return (
        Sample("Kort", {**fact, "body": SafeString("<p>Tack alla som hjälpte till i går kväll.</p>")}),
        Sample(
            "Allt på en gång",
            {
                **fact,
                "author_url": "#post",
                "body": SafeString(
                    "<p>Så här ser den nya <strong>förrådshyllan</strong> ut.</p><ul><li>Handskar</li></ul>"
                ),
                "badges": (("Fråga", "info", "info"), ("Överst till 30 november", "accent", "pin")),
                "pictures": ({"url": shown["url"], "alt": shown["alt"], "width": 960, "height": 540},),
                "link": {"url": "#post", "title": "Rutin för förråd", "host": "skara.se"},
                "files": ({"url": "#post", "name": "Inventering.xlsx", "size": "34 kB"},),
                "edited": "ändrad kl. 10.05",
                "edited_url": "#post",
                "more": True,
            },
        ),
        Sample(
            "Mycket långa ord",
            {
                **fact,
                "author": "Maj-Britt Svensson-Gyllenhammar",
                "note": "Informationssäkerhetssamordnare · Verksamhetsutvecklingsavdelningen",
                "body": SafeString("<p>Informationssäkerhetsklassningsanvisningarna är klara.</p>"),
            },
        ),
    )


COMPONENT = Component(
    name="post",
    title=_("Inlägg"),
    group=groups.NEWS,
    summary=_("Något en kollega har skrivit: vem, när, för vilka, texten och det som hör till."),
    required=("author", "when", "moment", "body", "url"),
    optional={
        "author_url": "", "note": "", "heading": "h2", "badges": (), "pictures": (), "link": None, "files": (),
        "edited": "", "edited_url": "", "more": False, "extra": "",
    },
    choices={"heading": ("h1", "h2", "h3")},
    prepare=_prepare,
    samples=samples,
)  # fmt: skip
