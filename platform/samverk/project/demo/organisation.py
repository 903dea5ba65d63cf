"""Authorities, departments and units of a demo municipality (domain 4.2), with the days they exist."""

from dataclasses import dataclass
from datetime import date

from samverk.people.models import Authority, AuthorityKind, Department, Unit
from samverk.people.models.unit import UnitAuthority
from samverk.project.demo.municipalities import Municipality

FROM = date(2015, 1, 1)
BOARD, SOCIAL, CARE = "Kommunstyrelsen", "Socialnämnden", "Vård- och omsorgsnämnden"
SCHOOLS, BUILDING = "Barn- och utbildningsnämnden", "Samhällsbyggnadsnämnden"
COMPANY = "Demobostäder AB"
#: Where care has a committee of its own, to have an authority's border inside the municipality.
SPLIT = {"lidkoping", "mariestad"}
IN_CARE = {"VoO", "HSL", "Hemtjänst"}


@dataclass(frozen=True, slots=True)
class Branch:
    """A department with the keys of its units."""

    name: str
    authority: str
    units: tuple[str, ...]


BRANCHES = (
    Branch("Kommunledningsförvaltningen", BOARD, ("Information", "IT", "Kansli", "Upphandling", "HR", "Ekonomi")),
    Branch("Socialförvaltningen", SOCIAL, ("IFO", "VoO", "HSL", "Hemtjänst", "Myndighet", "Avgifter")),
    Branch("Utbildningsförvaltningen", SCHOOLS, ("Centralskolan", "Norra skolan", "Västra skolan")),
    Branch("Samhällsbyggnadsförvaltningen", BUILDING, ("Plan och bygg", "Gata och park")),
)
#: What units are called where they are called like most.
NAMES = {
    "Kansli": "Kansli och registratur",
    "IFO": "Individ- och familjeomsorg",
    "VoO": "Vård- och omsorgsboenden",
    "HSL": "Hälso- och sjukvård",
    "Myndighet": "Myndighet och bistånd",
}
#: Tibro names its units in its own way: a deviation because of organisation.
OWN_NAMES = {"tibro": {"VoO": "Team Äldre", "HSL": "Team Hälsa", "IFO": "Team Stöd", "Hemtjänst": "Team Hemma"}}


def unit_name(slug: str, key: str) -> str:
    """What a unit is called here."""
    return OWN_NAMES.get(slug, {}).get(key, NAMES.get(key, key))


def branches_of(slug: str) -> tuple[Branch, ...]:
    """The departments of a municipality, its special traits included."""
    found = list(BRANCHES)
    if slug == "lidkoping":
        social = tuple(unit for unit in BRANCHES[1].units if unit not in IN_CARE)
        care = tuple(unit for unit in BRANCHES[1].units if unit in IN_CARE)
        found[1:2] = [
            Branch("Socialförvaltningen", SOCIAL, social),
            Branch("Vård- och omsorgsförvaltningen", CARE, care),
        ]
        found.append(Branch("Demobostäders kontor", COMPANY, ("Uthyrning", "Fastighetsservice")))
    return tuple(found)


def make_organisation(municipality: Municipality) -> dict[str, Unit]:
    """Create it in the active site; returns the units by their key."""
    slug = municipality.slug
    authorities = _authorities(slug)
    units: dict[str, Unit] = {}
    for order, branch in enumerate(branches_of(slug)):
        department = Department.objects.create(
            name=branch.name, authority=authorities[branch.authority], order=order, valid_from=FROM
        )
        made = Unit.objects.bulk_create(
            Unit(name=unit_name(slug, key), department=department, order=place, valid_from=FROM)
            for place, key in enumerate(branch.units)
        )
        units.update(zip(branch.units, made, strict=True))
        UnitAuthority.objects.bulk_create(
            UnitAuthority(
                unit=units[key],
                authority=authorities[CARE if slug in SPLIT and key in IN_CARE else branch.authority],
                valid_from=FROM,
            )
            for key in branch.units
        )
    _history(units, authorities)
    return units


def _authorities(slug: str) -> dict[str, Authority]:
    kinds = {
        "Kommunfullmäktige": AuthorityKind.COUNCIL,
        BOARD: AuthorityKind.EXECUTIVE_BOARD,
        SOCIAL: AuthorityKind.COMMITTEE,
        **({CARE: AuthorityKind.COMMITTEE} if slug in SPLIT else {}),
        SCHOOLS: AuthorityKind.COMMITTEE,
        BUILDING: AuthorityKind.COMMITTEE,
        **({COMPANY: AuthorityKind.MUNICIPAL_COMPANY} if slug == "lidkoping" else {}),
    }
    made = Authority.objects.bulk_create(
        Authority(name=name, kind=kind, order=order, valid_from=FROM)
        for order, (name, kind) in enumerate(kinds.items())
    )
    return dict(zip(kinds, made, strict=True))


def _history(units: dict[str, Unit], authorities: dict[str, Authority]) -> None:
    """What was before, so that an earlier day shows another organisation (TN-03).

    The switchboard became a contact centre at the new year 2022; the fees moved to the social committee in 2020.
    """
    department = units["Kansli"].department
    centre = Unit.objects.create(name="Kontaktcenter", department=department, order=9, valid_from=date(2022, 1, 1))
    old = Unit.objects.create(
        name="Växel", department=department, order=9, valid_from=FROM, valid_to=date(2021, 12, 31), successor=centre
    )
    units["Kontaktcenter"] = centre
    fees = units["Avgifter"]
    UnitAuthority.objects.filter(unit=fees).update(valid_from=date(2020, 1, 1))
    board = authorities[BOARD]
    UnitAuthority.objects.bulk_create(
        [
            UnitAuthority(unit=fees, authority=board, valid_from=FROM, valid_to=date(2019, 12, 31)),
            UnitAuthority(unit=centre, authority=board, valid_from=date(2022, 1, 1)),
            UnitAuthority(unit=old, authority=board, valid_from=FROM, valid_to=date(2021, 12, 31)),
        ]
    )
