"""Who is who (domain 4.2): role titles, never names of persons."""

from collections.abc import Iterator
from dataclasses import dataclass

from samverk.identity.groups import EDITORS, MODERATORS, SYSTEM_MAINTAINERS

PASSWORD = "samverk-demo"  # noqa: S105 - printed on the first page of the README; a demo is never exposed


@dataclass(frozen=True, slots=True)
class Person:
    """One account of a site.

    Attributes:
        unit: name of the unit where the person works; empty for those who have none.
        cooperates: is the person also a member of the cooperation.
        edits_template: does the person also edit the model municipality.
    """

    username: str
    role: str
    capacity: str = "employee"
    unit: str = ""
    groups: tuple[str, ...] = ()
    is_head: bool = False
    cooperates: bool = False
    edits_template: bool = False


ROLES = (
    Person("kommundirektor", "Kommundirektör", unit="Kansli och registratur", is_head=True),
    Person(
        "informationschef",
        "Informationschef",
        unit="Information",
        groups=(EDITORS, MODERATORS),
        is_head=True,
        cooperates=True,
    ),
    Person("redaktor", "Förvaltningsredaktör", unit="Information", groups=(EDITORS, MODERATORS)),
    Person("skribent", "Skribent", unit="Hemtjänst", groups=(EDITORS,)),
    Person("socialchef", "Socialchef", unit="Myndighet och bistånd", is_head=True, cooperates=True),
    Person("lokal-projektledare", "Projektledare", unit="IT", cooperates=True, edits_template=True),
    Person("bitradande-projektledare", "Biträdande projektledare", unit="Avgifter", cooperates=True),
    Person(
        "systemforvaltare",
        "Systemförvaltare",
        unit="IT",
        groups=(SYSTEM_MAINTAINERS,),
        cooperates=True,
        edits_template=True,
    ),
    Person("systemforvaltare-2", "Systemförvaltare omsorg", unit="IT", cooperates=True),
    Person("registrator", "Registrator", unit="Kansli och registratur", cooperates=True),
    Person("arkivarie", "Arkivarie", unit="Kansli och registratur"),
    Person("dataskyddsombud", "Dataskyddsombud", unit="Kansli och registratur"),
    Person("upphandlare", "Upphandlare", unit="Upphandling", cooperates=True),
    Person("namndsekreterare", "Nämndsekreterare", unit="Kansli och registratur"),
    Person("ambassador", "Ambassadör", unit="HSL"),
    Person("medarbetare", "Undersköterska hemtjänst", unit="Hemtjänst"),
    Person("nattpersonal", "Nattpersonal", unit="VoO"),
    Person("larare", "Lärare", unit="Centralskolan"),
    Person("facklig", "Facklig företrädare", capacity="union"),
    Person("ordforande", "Ordförande kommunstyrelsen", capacity="elected"),
    Person("ersattare", "Ersättare kommunstyrelsen", capacity="elected"),
    Person("gast", "Gäst från regionen", capacity="guest"),
    Person("leverantor", "Leverantörens konsult", capacity="supplier"),
)
STAFF = (
    ("Undersköterska", "Hemtjänst"),
    ("Sjuksköterska", "HSL"),
    ("Biståndshandläggare", "Myndighet och bistånd"),
    ("Socialsekreterare", "IFO"),
    ("Lärare", "Norra skolan"),
    ("Avgiftshandläggare", "Avgifter"),
    ("Ekonom", "Ekonomi"),
    ("HR-specialist", "HR"),
    ("IT-tekniker", "IT"),
    ("Lärare", "Västra skolan"),
)
#: scale → (staff in all, elected in all, union, guests)
COUNTS = {"small": (28, 4, 1, 1), "full": (60, 12, 2, 3), "load": (60, 12, 2, 3)}


def people_of(slug: str, scale: str) -> Iterator[Person]:
    """Everybody with an account on a municipality's site, in a fixed order."""
    staff, elected, union, guests = COUNTS[scale]
    have = {"employee": 0, "elected": 0, "union": 0, "guest": 0, "supplier": 0}
    for person in ROLES:
        have[person.capacity] += 1
        yield _with_local_traits(person, slug)
    for number in range(have["employee"], staff):
        title, unit = STAFF[number % len(STAFF)]
        yield Person(f"personal-{number + 1}", f"{title} {number + 1}", unit=unit)
    for number in range(have["elected"], elected):
        yield Person(f"ledamot-{number + 1}", f"Ledamot {number + 1}", capacity="elected")
    for number in range(have["union"], union):
        yield Person(f"facklig-{number + 1}", f"Facklig företrädare {number + 1}", capacity="union")
    for number in range(have["guest"], guests):
        yield Person(f"gast-{number + 1}", f"Gäst {number + 1}", capacity="guest")


def _with_local_traits(person: Person, slug: str) -> Person:
    """Skara is the most active contributor: there an ordinary employee takes part too (domain 4.1)."""
    if person.username == "medarbetare" and slug == "skara":
        return Person(person.username, person.role, unit=person.unit, cooperates=True)
    return person


COOPERATION_LOCAL = (
    Person("projektledare", "Övergripande projektledare", groups=(EDITORS, MODERATORS)),
    Person("redaktor", "Redaktör för samverkan", groups=(EDITORS, MODERATORS)),
    Person("systemforvaltare", "Systemförvaltare för samverkan", groups=(SYSTEM_MAINTAINERS,)),
    Person("leverantor", "Leverantörens projektledare", capacity="supplier"),
    Person("gast", "Gäst från regionen", capacity="guest"),
)
TEMPLATE_LOCAL = (
    Person("redaktor", "Mallredaktör", groups=(EDITORS, MODERATORS)),
    Person("utbildare", "Utbildare", groups=(EDITORS,)),
)
OPERATOR_LOCAL = (Person("operator", "Driftansvarig"),)
