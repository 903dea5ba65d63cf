"""Authorities, departments and units of a demo municipality (domain 4.2)."""

from datetime import date

from samverk.people.models import Authority, Department, Unit
from samverk.people.models.unit import UnitAuthority
from samverk.project.demo.municipalities import Municipality

FROM = date(2015, 1, 1)
SPLIT = {"lidkoping", "mariestad"}
CARE = "Vård- och omsorgsnämnden"
DEPARTMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Kommunledningsförvaltningen": (
        "Kommunstyrelsen",
        ("Information", "IT", "Kansli och registratur", "Upphandling", "HR", "Ekonomi"),
    ),
    "Socialförvaltningen": (
        "Socialnämnden",
        ("IFO", "Myndighet och bistånd", "Avgifter", "VoO", "HSL", "Hemtjänst"),
    ),
    "Utbildningsförvaltningen": (
        "Barn- och utbildningsnämnden",
        ("Centralskolan", "Norra skolan", "Västra skolan"),
    ),
    "Samhällsbyggnadsförvaltningen": ("Samhällsbyggnadsnämnden", ("Plan och bygg", "Gata och park")),
}
#: Tibro names its units in its own way: a deviation because of organisation.
TIBRO_NAMES = {"VoO": "Team Äldre", "HSL": "Team Hälsa", "IFO": "Team Stöd", "Hemtjänst": "Team Hemma"}


def unit_name(slug: str, name: str) -> str:
    """What the unit is called here."""
    return TIBRO_NAMES.get(name, name) if slug == "tibro" else name


def make_organisation(municipality: Municipality) -> dict[str, Unit]:
    """Create it in the active site; returns the units by their common name."""
    kinds = [
        ("Kommunfullmäktige", "council"),
        ("Kommunstyrelsen", "executive_board"),
        ("Socialnämnden", "committee"),
        ("Barn- och utbildningsnämnden", "committee"),
        ("Samhällsbyggnadsnämnden", "committee"),
    ]
    if municipality.slug in SPLIT:
        kinds.insert(3, (CARE, "committee"))
    if municipality.slug == "lidkoping":
        kinds.append(("Demobostäder AB", "municipal_company"))
    authorities = {
        name: Authority.objects.create(name=name, kind=kind, order=order, valid_from=FROM)
        for order, (name, kind) in enumerate(kinds)
    }
    units: dict[str, Unit] = {}
    for order, (department_name, (authority_name, names)) in enumerate(DEPARTMENTS.items()):
        department = Department.objects.create(
            name=department_name, authority=authorities[authority_name], order=order, valid_from=FROM
        )
        for place, name in enumerate(names):
            unit = Unit.objects.create(
                name=unit_name(municipality.slug, name), department=department, order=place, valid_from=FROM
            )
            under = CARE if municipality.slug in SPLIT and name in {"VoO", "HSL", "Hemtjänst"} else authority_name
            UnitAuthority.objects.create(unit=unit, authority=authorities[under], valid_from=FROM)
            units[name] = unit
    return units
