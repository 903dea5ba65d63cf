"""PF-03: how good the directory is, before launch."""

from collections.abc import Callable
from datetime import date

import pytest

from samverk.identity.models import User
from samverk.identity.scim.queries import directory_quality, faulty_people
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from samverk.people.models import Authority, Department, Placement, Unit
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.scim import ENTERPRISE, Directory

pytestmark = [pytest.mark.server]
PAGE = "/administration/katalog/"
FIRST = date(2020, 1, 1)


@pytest.fixture
def maintainer(skara: Tenant) -> SiteClient:
    """Somebody who is not themselves among the employees that are judged."""
    return SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True, elected=True))


@pytest.fixture
def unit(skara: Tenant) -> Unit:
    authority = Authority.objects.create(name="Nämnden", kind="committee", valid_from=FIRST)
    department = Department.objects.create(name="Förvaltningen", authority=authority, valid_from=FIRST)
    return Unit.objects.create(name="Enheten", department=department, valid_from=FIRST)


def test_pf03_forty_without_a_department_are_all_listed_and_the_gate_is_red(maintainer: SiteClient, unit: Unit) -> None:
    head = PersonFactory(title="Enhetschef")
    Placement.objects.create(user=head, unit=unit, title="Enhetschef", is_head=True, valid_from=FIRST)
    complete = [PersonFactory(title=f"Handläggare {number}") for number in range(3)]
    Placement.objects.bulk_create([Placement(user=u, unit=unit, title="x", valid_from=FIRST) for u in complete])
    assert not directory_quality(day=clock.today()).is_red
    for number in range(40):
        PersonFactory(display_name=f"Utan Avdelning {number:02}", title=f"Titel {number}")
    figures = directory_quality(day=clock.today())
    assert (figures.people, figures.department, figures.title, figures.is_red) == (44, 40, 0, True)
    shown = maintainer.get(PAGE + "?brist=department").content.decode()
    assert all(f"Utan Avdelning {number:02}" in shown for number in range(40))
    assert "Katalogen är inte klar för start" in shown


def test_pf03_the_directory_itself_says_department_title_and_manager(directory: Directory) -> None:
    boss = directory.user("chef@skara.se", title="Kommundirektör", **{ENTERPRISE: {"department": "Ledning"}})
    work = {"department": "Hemtjänst", "manager": {"value": boss}}
    directory.user("lisa@skara.se", title="Undersköterska", displayName="Lisa", **{ENTERPRISE: work})
    figures = directory_quality(day=clock.today())
    assert (figures.people, figures.department, figures.title, figures.manager) == (2, 0, 0, 1)
    assert not figures.is_red, "somebody leads the whole organisation"
    directory.user("bo@skara.se")
    assert directory_quality(day=clock.today()).is_red
    assert [person.username for person in faulty_people(day=clock.today(), fault="title")] == ["bo@skara.se"]


def test_pf03_possible_duplicates(skara: Tenant) -> None:
    PersonFactory(display_name="Anna Berg", title="Lärare", email="anna@skara.se")
    PersonFactory(display_name="anna berg", title="lärare", email="b@skara.se")
    PersonFactory(display_name="Bo", title="Kock", email="ANNA@skara.se")
    PersonFactory(display_name="Anna Berg", title="Kock", email="c@skara.se")
    found = faulty_people(day=clock.today(), fault="duplicate")
    assert sorted(person.email for person in found) == ["ANNA@skara.se", "anna@skara.se", "b@skara.se"]


def test_law24_protected_identities_are_in_no_list_and_no_file(maintainer: SiteClient) -> None:
    PersonFactory(display_name="Hemlig Person", is_protected=True)
    PersonFactory(display_name="Synlig Person")
    PersonFactory(display_name="Gäst", guest=True)
    PersonFactory(display_name="Slutat", is_active=False)
    assert directory_quality(day=clock.today()).people == 1
    for path in (PAGE, PAGE + "brister.csv"):
        shown = maintainer.get(path).content.decode()
        assert "Synlig Person" in shown
        for name in ("Hemlig", "Gäst;", "Slutat"):
            assert name not in shown


def test_pf03_the_file_holds_no_formula(maintainer: SiteClient) -> None:
    for name in ("=HYPERLINK(1)", "+46", "-1", "@SUM(A1)", " =1"):
        PersonFactory(display_name=name)
    answer = maintainer.get(PAGE + "brister.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(lines) == 6
    entry = AuditEntry.objects.get(verb="scim.export_quality")
    assert (entry.details, entry.right) == ({"fault": "", "people": 6 - 1}, "identity.administer_site")
    assert all(line.lstrip('"').startswith("'") for line in lines[1:])


def test_pf03_an_empty_site_is_red(skara: Tenant) -> None:
    User.objects.all().delete()
    assert directory_quality(day=clock.today()).is_red


def test_performance_two_and_two_hundred(maintainer: SiteClient, make: Callable[[int], None]) -> None:
    def asked() -> int:
        assert maintainer.get(PAGE).status_code == 200
        with assert_query_budget(12) as queries:
            maintainer.get(PAGE)
        return len(queries)

    make(2)
    few = asked()
    make(198)
    assert asked() == few


@pytest.fixture
def make(skara: Tenant) -> Callable[[int], None]:
    def people(count: int) -> None:
        for _number in range(count):
            PersonFactory()

    return people
