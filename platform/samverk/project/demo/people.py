"""Who is who (domain 4.2): role titles, never names of persons."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from samverk.identity.groups import EDITORS, MODERATORS, SYSTEM_MAINTAINERS
from samverk.portal.alarms.furnish import ALARMISTS
from shared_templates.groups import TEMPLATE_KEEPERS

PASSWORD = "samverk-demo"  # noqa: S105 - printed on the first page of the README; a demo is never exposed


@dataclass(frozen=True, slots=True)
class Person:
    """One account of a site.

    Attributes:
        username: the role's own, without the municipality's name: the host says it.
        role: title shown to people.
        capacity: one of identity's.
        unit: key of the unit where the person works; empty for those who have none.
        also: more places as (unit, title), where one person holds several roles.
        groups: what the person may do.
        is_head: of the unit.
        cooperates: is the person also a member of the cooperation.
        edits_template: does the person also edit the model municipality.
    """

    username: str
    role: str
    capacity: str = "employee"
    unit: str = ""
    also: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()
    is_head: bool = False
    cooperates: bool = False
    edits_template: bool = False


PUBLISHES = (EDITORS, MODERATORS)
MAINTAINS = (SYSTEM_MAINTAINERS,)
#: Whoever looks after a municipality's systems is also appointed to raise its alarms.
MAINTAINS_AND_ALARMS = (SYSTEM_MAINTAINERS, ALARMISTS)
KEEPS = (TEMPLATE_KEEPERS,)
ROLES = (
    Person("kommundirektor", "Kommundirektör", unit="Kansli", is_head=True),
    Person("informationschef", "Informationschef", unit="Information", groups=PUBLISHES, is_head=True, cooperates=True),
    Person("redaktor", "Förvaltningsredaktör", unit="Information", groups=PUBLISHES),
    Person("skribent", "Skribent", unit="Hemtjänst", groups=(EDITORS,)),
    Person("socialchef", "Socialchef", unit="Myndighet", is_head=True, cooperates=True),
    Person("lokal-projektledare", "Projektledare", unit="IT", groups=KEEPS, cooperates=True, edits_template=True),
    Person("bitradande-projektledare", "Biträdande projektledare", unit="Avgifter", cooperates=True),
    Person(
        "systemforvaltare",
        "Systemförvaltare",
        unit="IT",
        groups=(*MAINTAINS_AND_ALARMS, TEMPLATE_KEEPERS),
        cooperates=True,
        edits_template=True,
    ),
    Person("systemforvaltare-2", "Systemförvaltare omsorg", unit="IT"),
    Person("registrator", "Registrator", unit="Kansli", cooperates=True),
    Person("arkivarie", "Arkivarie", unit="Kansli"),
    Person("dataskyddsombud", "Dataskyddsombud", unit="Kansli"),
    Person("upphandlare", "Upphandlare", unit="Upphandling"),
    Person("namndsekreterare", "Nämndsekreterare", unit="Kansli"),
    Person("ambassador", "Ambassadör", unit="HSL"),
    Person("medarbetare", "Undersköterska hemtjänst", unit="Hemtjänst"),
    Person("nattpersonal", "Nattpersonal", unit="VoO"),
    Person("larare", "Lärare", unit="Centralskolan"),
    Person("facklig", "Facklig företrädare", capacity="union"),
    Person("ordforande", "Ordförande kommunstyrelsen", capacity="elected"),
    Person("ersattare", "Ersättare kommunstyrelsen", capacity="elected"),
    Person("gast", "Gäst från regionen", capacity="guest"),
    Person("leverantor", "Leverantörens konsult", capacity="supplier"),
)  # fmt: skip
#: Takes part in the first wave's daily work beside those of every municipality.
FIRST_WAVE = {"systemforvaltare-2", "upphandlare", "ambassador"}
#: Members of the working groups: the first of these titles among the staff.
GROUP_MEMBERS = {"Socialsekreterare": "IFO", "Sjuksköterska": "HSL", "Biståndshandläggare": "VoO"}
STAFF = (
    ("Undersköterska", "Hemtjänst"),
    ("Sjuksköterska", "HSL"),
    ("Biståndshandläggare", "Myndighet"),
    ("Socialsekreterare", "IFO"),
    ("Lärare", "Norra skolan"),
    ("Undersköterska", "VoO"),
    ("Avgiftshandläggare", "Avgifter"),
    ("Ekonom", "Ekonomi"),
    ("HR-specialist", "HR"),
    ("IT-tekniker", "IT"),
    ("Lärare", "Västra skolan"),
    ("Planarkitekt", "Plan och bygg"),
    ("Parkarbetare", "Gata och park"),
)
#: Lidköping's company: the first is who shows what a company's people see.
COMPANY_PEOPLE = (
    Person("bolagsanstalld", "Uthyrare", unit="Uthyrning"),
    Person("bolagschef", "Fastighetschef", unit="Fastighetsservice", is_head=True),
)
#: scale → (employees in all, elected in all, union, guests)
COUNTS = {"small": (28, 3, 1, 1), "full": (60, 12, 2, 3), "load": (60, 12, 2, 3)}


def people_of(slug: str, scale: str, *, wave: int = 0) -> Iterator[Person]:
    """Everybody with an account on a municipality's site, in a fixed order.

    Args:
        slug: the municipality's.
        scale: small, full or load.
        wave: the municipality's; people of the first take a larger part in the cooperation.
    """
    staff, elected, union, guests = COUNTS[scale]
    have = {"employee": 0, "elected": 0, "union": 0, "guest": 0, "supplier": 0}
    for role in ROLES:
        person = _here(role, slug, wave)
        have[role.capacity] += 1
        if person is not None:
            yield person
    seen: set[str] = set()
    company = COMPANY_PEOPLE if slug == "lidkoping" else ()
    yield from company
    for number in range(have["employee"] + len(company), staff):
        title, unit = STAFF[(number - have["employee"]) % len(STAFF)]
        member = title in GROUP_MEMBERS and title not in seen
        seen.add(title)
        role_name = f"{title}, arbetsgrupp {GROUP_MEMBERS[title]}" if member else f"{title} {number + 1}"
        yield Person(f"personal-{number + 1}", role_name, unit=unit, cooperates=member)
    for number in range(have["elected"], elected):
        party = "ABCDE"[number % 5]
        yield Person(f"ledamot-{number + 1}", f"Ledamot {number + 1} (Parti {party})", capacity="elected")
    for number in range(have["union"], union):
        yield Person(f"facklig-{number + 1}", f"Facklig företrädare {number + 1}", capacity="union")
    for number in range(have["guest"], guests):
        yield Person(f"gast-{number + 1}", f"Gäst {number + 1}", capacity="guest")


def _here(person: Person, slug: str, wave: int) -> Person | None:
    """The person with the municipality's special traits (domain 4.1), or None where the post is vacant."""
    if slug == "gullspang" and person.username == "bitradande-projektledare":
        return None
    if slug == "grastorp" and person.username == "lokal-projektledare":
        return replace(person, also=(("IT", "Systemförvaltare omsorg"), ("HR", "Utbildare")))
    if slug == "skara" and person.username == "medarbetare":
        # The most active contributor: there an ordinary employee takes part too.
        return replace(person, cooperates=True)
    if wave == 1 and person.username in FIRST_WAVE:
        return replace(person, cooperates=True)
    return person


COOPERATION_LOCAL = (
    Person("projektledare", "Övergripande projektledare", groups=PUBLISHES),
    Person("redaktor", "Redaktör för samverkan", groups=PUBLISHES),
    Person("systemforvaltare", "Systemförvaltare för samverkan", groups=MAINTAINS_AND_ALARMS),
    Person("leverantor", "Leverantörens projektledare", capacity="supplier"),
    Person("gast", "Gäst från regionen", capacity="guest"),
)
TEMPLATE_LOCAL = (
    Person("redaktor", "Mallredaktör", groups=(*PUBLISHES, TEMPLATE_KEEPERS)),
    Person("projektledare", "Övergripande projektledare", groups=(*PUBLISHES, TEMPLATE_KEEPERS)),
    Person("utbildare", "Utbildare", groups=(EDITORS, TEMPLATE_KEEPERS)),
    Person("systemforvaltare", "Systemförvaltare för mallkommunen", groups=MAINTAINS),
    Person("leverantor", "Leverantörens konsult", capacity="supplier"),
    Person("gast", "Gäst från regionen", capacity="guest"),
)
OPERATOR_LOCAL = (Person("operator", "Driftansvarig"),)
