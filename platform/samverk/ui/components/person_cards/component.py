"""Person cards: many people at once, drawn in one go."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverk.ui import groups, icons
from samverk.ui.components.avatar.component import initials_of, tone_of
from samverk.ui.registry import Component, Sample


def _person(name: str, **more: Any) -> SimpleNamespace:
    facts: dict[str, Any] = {
        "name": name, "url": "#person_cards", "initials": initials_of(name), "tone": tone_of(name), "picture": "",
        "roles": (), "phone": "", "phone_url": "", "away": "", "acting_for": "", "external": False, "ask_about": "",
    }  # fmt: skip
    return SimpleNamespace(**facts | more)


def samples() -> tuple[Sample, ...]:
    """With everything, with the longest words, with nothing but a name; and nobody."""
    people = (
        _person("Lisa Lundqvist", roles=("Enhetschef, Hemtjänst (chef)",), phone="0511-32", phone_url="tel:051132"),
        _person(
            "Maj-Britt Svensson-Gyllenhammar",
            roles=("Verksamhetsutvecklare och informationssäkerhetssamordnare, Omsorgsboenden", "Utbildare, HR"),
            away="Borta till 3 december – fråga Lisa Lundqvist",
            ask_about="sårvård, delegation, genomförandeplaner",
        ),
        _person("Åke Örn", roles=("Systemförvaltare",), acting_for="Skara"),
        _person("Robin Sten", roles=("Konsult",), external=True),
        _person("Östen"),
    )  # fmt: skip
    return (Sample("Fem personer", {"people": people}), Sample("Ingen", {"people": ()}))


def draw(values: Mapping[str, Any]) -> SafeString:
    """All of them; everything in them is escaped."""
    cards = "".join(_card(each) for each in values["people"])
    if not cards:
        return SafeString("")
    return mark_safe(f'<ul class="sv-person-cards" role="list">{cards}</ul>')  # nosec B308 B703


def _card(each: Any) -> str:
    face: str = escape(each.initials)
    if each.picture:
        face = f'<img src="{escape(each.picture)}" alt="" loading="lazy" width="44" height="44">'
    badges = ""
    if each.acting_for:
        hidden = f'<span class="sv-hidden">{escape(gettext("företräder"))} </span>'
        badges += f' <span class="sv-badge" data-tone="accent">{hidden}{escape(each.acting_for)}</span>'
    if each.external:
        badges += f' <span class="sv-badge" data-tone="warning">{escape(gettext("Extern"))}</span>'
    lines = "".join(f'<p class="role">{escape(role)}</p>' for role in each.roles)
    if each.ask_about:
        lines += f'<p class="ask"><span>{escape(gettext("Fråga om:"))}</span> {escape(each.ask_about)}</p>'
    if each.away:
        lines += f'<p class="away">{icons.svg("clock")}<span>{escape(each.away)}</span></p>'
    if each.phone:
        call = escape(gettext("Ring %(name)s:") % {"name": each.name})
        lines += (
            f'<p class="phone"><a href="{escape(each.phone_url)}">{icons.svg("phone")}'
            f'<span class="sv-hidden">{call} </span>{escape(each.phone)}</a></p>'
        )
    name = f'<a href="{escape(each.url)}">{escape(each.name)}</a>'
    return (
        f'<li><span class="sv-avatar" data-tone="{escape(each.tone)}" data-size="medium" aria-hidden="true">{face}'
        f'</span><div class="text"><p class="name">{name}{badges}</p>{lines}</div></li>'
    )


COMPONENT = Component(
    name="person_cards",
    title=_("Personkort"),
    group=groups.IDENTITY,
    summary=_("Många människor på en gång, med titel, enhet, telefon och om de är borta."),
    required=("people",),
    samples=samples,
    draw=draw,
)
