"""Person cards: many people at once, drawn in one go."""

from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
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


COMPONENT = Component(
    name="person_cards",
    title=_("Personkort"),
    group=groups.IDENTITY,
    summary=_("Många människor på en gång, med titel, enhet, telefon och om de är borta."),
    required=("people",),
    samples=samples,
)
