"""An organisation with a company in it, and people who work here and there."""

from dataclasses import dataclass
from datetime import date

from samverk.identity.models import User
from samverk.people.models import Authority, Department, Placement, Unit
from tests.support.factories import PersonFactory

FIRST = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One committee with two departments, and a company."""

    board: Authority
    care: Department
    schools: Department
    home_care: Unit
    night: Unit
    school: Unit
    letting: Unit


def organisation() -> Organisation:
    """In the active site."""
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=FIRST)
    company = Authority.objects.create(name="Demobostäder AB", kind="municipal_company", valid_from=FIRST)

    def department(name: str, authority: Authority) -> Department:
        return Department.objects.create(name=name, authority=authority, valid_from=FIRST)

    def unit(name: str, above: Department) -> Unit:
        return Unit.objects.create(name=name, department=above, valid_from=FIRST)

    care, schools = department("Vårdförvaltningen", board), department("Skolförvaltningen", board)
    office = department("Bolagets kontor", company)
    return Organisation(
        board=board, care=care, schools=schools, home_care=unit("Hemtjänst", care), night=unit("Natt", care),
        school=unit("Centralskolan", schools), letting=unit("Uthyrning", office),
    )  # fmt: skip


def works_at(unit: Unit, user: User | None = None, *, title: str = "Handläggare", is_head: bool = False) -> User:
    """Somebody with a place there; a new person unless told."""
    person = user or PersonFactory()
    Placement.objects.create(user=person, unit=unit, title=title, is_head=is_head, valid_from=FIRST)
    return person
