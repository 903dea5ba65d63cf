"""PF-63: what is done through the doors stands in the log of the right site, once, with who, right and result."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from samverk.identity.access import actor_for
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.actions.move_unit import move_unit
from samverk.people.actions.place_by_name import place_by_name
from samverk.people.models import Authority, Department, Unit
from tenants.actions.change_state import change_state
from tenants.actions.set_logo import set_logo
from tenants.actions.set_theme import set_theme
from tenants.models import State, Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD, NewsPageFactory, PersonFactory
from tests.support.pictures import picture_file

pytestmark = [pytest.mark.server]


def sign_in(skara: Tenant, person: User) -> None:
    answer = SiteClient("skara.localhost").post("/logga-in/", {"username": person.username, "password": PASSWORD})
    assert answer.status_code == 302


def fail_to_sign_in(skara: Tenant, person: User) -> None:
    SiteClient("skara.localhost").post("/logga-in/", {"username": person.username, "password": "fel"})


def sign_out(skara: Tenant, person: User) -> None:
    SiteClient("skara.localhost").sign_in(person).post("/logga-ut/")


def choose_language(skara: Tenant, person: User) -> None:
    SiteClient("skara.localhost").sign_in(person).post("/sprak/", {"language": "en"})


def be_refused(skara: Tenant, person: User) -> None:
    assert SiteClient("skara.localhost").sign_in(person).get("/skriv-nyhet/?q=hemligt").status_code == 403


def be_refused_by_the_editors_door(skara: Tenant, person: User) -> None:
    assert SiteClient("skara.localhost").sign_in(person).get("/redaktion/").status_code == 403


def enter(skara: Tenant, person: User) -> None:
    enter_in_directory(actor=actor_for(person), user=person, valid_from=clock.today())


def move(skara: Tenant, person: User) -> None:
    first = date(2020, 1, 1)
    boards = [Authority.objects.create(name=name, kind="committee", valid_from=first) for name in ("KS", "SN")]
    department = Department.objects.create(name="F", authority=boards[0], valid_from=first)
    unit = Unit.objects.create(name="E", department=department, valid_from=first)
    move_unit(actor=actor_for(person), unit=unit, authority=boards[1], from_day=date(2021, 1, 1))


def arrive_in_a_unit(skara: Tenant, person: User) -> None:
    first = date(2020, 1, 1)
    board = Authority.objects.create(name="KS", kind="committee", valid_from=first)
    department = Department.objects.create(name="F", authority=board, valid_from=first)
    Unit.objects.create(name="Växeln", department=department, valid_from=first)
    for _again in range(2):
        place_by_name(actor=actor_for(person), user=person, unit_name="Växeln", day=clock.today())


def give_a_logotype(skara: Tenant, person: User) -> None:
    set_logo(actor=actor_for(person), tenant=skara, upload=picture_file())


def recolour(skara: Tenant, person: User) -> None:
    set_theme(actor=actor_for(person), tenant=skara, brand_colour="#1d5c4d")


#: What is done → the verb expected, by whom (None for somebody unknown or the house), result, right.
ACTS: dict[Callable[[Tenant, User], None], tuple[str, bool, str, str]] = {
    sign_in: ("identity.sign_in", True, "done", "own"),
    fail_to_sign_in: ("identity.sign_in", False, "refused", ""),
    sign_out: ("identity.sign_out", True, "done", "own"),
    choose_language: ("identity.choose_preferences", True, "done", "own"),
    be_refused: ("kernel.refuse", True, "refused", ""),
    be_refused_by_the_editors_door: ("kernel.refuse", True, "refused", ""),
    enter: ("identity.enter_in_directory", True, "done", ""),
    move: ("people.move_unit", True, "done", ""),
    arrive_in_a_unit: ("people.place_by_name", True, "done", ""),
    give_a_logotype: ("tenants.set_logo", True, "done", ""),
    recolour: ("tenants.set_theme", True, "done", ""),
}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_pf63_what_is_done_stands_in_the_log_once(act: Callable[[Tenant, User], None], skara: Tenant) -> None:
    verb, known, result, right = ACTS[act]
    person = PersonFactory()
    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    act(skara, person)
    entry = AuditEntry.objects.get(id__gt=last)
    assert (entry.verb, entry.result, entry.right, entry.site) == (verb, result, right, "skara")
    assert entry.actor_uuid == (person.uuid if known else None)
    assert entry.capacity == ("employee" if known else "")
    assert "hemligt" not in str(entry.details) + entry.object_label, "what was typed is not kept"


def test_pf63_what_the_operator_does_stands_in_the_operators_log(operator: Tenant, sites: SimpleNamespace) -> None:
    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    change_state(actor=HOUSE, tenant=sites.hjo, state=State.SUSPENDED)
    entry = AuditEntry.objects.get(id__gt=last)
    assert (entry.verb, entry.site, entry.right) == ("tenants.suspended", "public", "house")
    assert entry.verb.startswith("tenants.")


def test_pf63_a_refusal_in_one_municipality_is_not_in_the_next(sites: SimpleNamespace) -> None:
    with site(sites.hjo):
        before = AuditEntry.objects.count()
    with site(sites.skara):
        be_refused(sites.skara, PersonFactory())
    with site(sites.hjo):
        assert AuditEntry.objects.count() == before


def test_law12_reading_leaves_no_trace_in_the_log(skara: Tenant) -> None:
    NewsPageFactory(slug="ny-rutin")
    browser = SiteClient("skara.localhost").sign_in(PersonFactory())
    before = AuditEntry.objects.count()
    for path in ("/", "/nyheter/", "/nyheter/ny-rutin/", "/organisation/", "/innehall/", "/finns-inte/"):
        browser.get(path)
    assert AuditEntry.objects.count() == before
