"""TN-08: mandatory roles, their vacancies in colours and words, one letter each, and the fact for cooperations."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import person_leaves
from samverk.people.models import Authority, Department, Placement, RoleAssignment, Unit
from samverk.people.queries import role_vacancies
from samverk.people.roles.actions.assign_role import RoleRefused, assign_role, end_role
from samverk.people.roles.actions.check_roles import check_roles, tell_of_vacancies
from samverk.people.roles.catalogue import BY_KEY, ROLES
from samverk.people.roles.states import RoleVacancy
from samverk.people.vacancies.models import RoleState
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
TODAY = date(2026, 11, 21)
ADMIN = "/administration/roller/"


def assign(key: str, user: User, from_day: date = date(2026, 1, 1), **more: object) -> RoleAssignment:
    return assign_role(actor=HOUSE, role=BY_KEY[key], user=user, from_day=from_day, today=TODAY, **more)  # type: ignore[arg-type]


def state(key: str, day: date = TODAY) -> RoleVacancy:
    return next(found for found in role_vacancies(day) if found.role.key == key)


def colours(day: date = TODAY) -> dict[str, tuple[str, str]]:
    return {found.role.key: (found.state.value, found.why.value) for found in role_vacancies(day)}


def test_tn08_what_must_be_filled_depends_on_the_kind_of_site(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        assert {key for key, (colour, _why) in colours().items() if colour == "red"} == {
            "project_manager", "system_maintainer", "registrar", "archivist", "dpo", "security",
        }  # fmt: skip
        assert colours()["trainer"] == ("green", "optional")
    with site(sites.mall):
        assert {key for key, (colour, _why) in colours().items() if colour == "red"} == {"system_maintainer"}


def test_tn08_a_vacant_deputy_is_amber_and_the_daily_look_tells_the_cooperation(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        holder, deputy = PersonFactory(), PersonFactory()
        assign("project_manager", holder)
        row = assign("project_manager", deputy, is_deputy=True)
        assert colours()["project_manager"] == ("green", "filled")
        end_role(actor=HOUSE, assignment=row, last_day=TODAY, today=TODAY)
        assert colours()["project_manager"] == ("green", "filled"), "still there today"
        tomorrow = TODAY + timedelta(days=1)
        assert [found.role.key for found in check_roles(actor=HOUSE, today=tomorrow)] == ["project_manager"]
        assert check_roles(actor=HOUSE, today=tomorrow) == []
        assert state("project_manager", tomorrow).since == tomorrow
    with site(sites.gvs12):
        found = RoleState.objects.get(schema_name="skara", role="project_manager")
        assert (found.state, found.since) == ("amber", tomorrow)
    with site(sites.hjo):
        assert not RoleState.objects.filter(schema_name="skara").exists()
    assert {field.name for field in RoleState._meta.fields} == {"id", "schema_name", "role", "state", "since"}


def test_tn08_red_when_nobody_amber_when_it_ends_within_thirty_days(skara: Tenant) -> None:
    person = PersonFactory()
    assign("archivist", person, to_day=date(2026, 12, 22))
    assert colours(date(2026, 11, 21))["archivist"] == ("green", "filled")
    assert colours(date(2026, 11, 22))["archivist"] == ("amber", "ends")
    assert colours(date(2026, 12, 23))["archivist"] == ("red", "vacant")
    assert state("archivist", date(2027, 1, 1)).since == date(2026, 12, 23)
    assign("archivist", PersonFactory(), date(2026, 12, 1))
    assert colours(date(2026, 12, 10))["archivist"] == ("green", "filled"), "somebody goes on"


def test_tn08_who_has_left_holds_nothing(skara: Tenant) -> None:
    person = PersonFactory()
    assign("archivist", person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert colours()["archivist"] == ("red", "vacant")


def test_tn08_a_role_for_one_is_handed_on_and_refuses_what_cannot_be(skara: Tenant) -> None:
    first, second, guest = PersonFactory(), PersonFactory(), PersonFactory(guest=True)
    assign("security", first)
    assign("security", second, date(2026, 6, 1))
    assert RoleAssignment.objects.get(user=first).valid_to == date(2026, 5, 31)
    before = list(RoleAssignment.objects.values())
    for user, from_day, more in (
        (second, date(2026, 7, 1), {}),
        (first, date(2026, 5, 1), {}),
        (guest, date(2026, 8, 1), {}),
        (first, date(2026, 8, 1), {"to_day": date(2026, 7, 1)}),
    ):
        with pytest.raises(RoleRefused):
            assign("security", user, from_day, **more)
    assert list(RoleAssignment.objects.values()) == before
    assert set(AuditEntry.objects.filter(verb="people.assign_role").values_list("object_id", flat=True)) == {
        str(first.pk), str(second.pk),
    }  # fmt: skip


def test_tn08_the_maintainers_get_one_letter_per_vacancy_without_names(
    skara: Tenant, settings: pytest.FixtureRequest
) -> None:
    boss, holder = PersonFactory(maintainer=True), PersonFactory(display_name="Lisa Lundqvist")
    for role in ROLES:
        assign(role.key, holder)
        if role.has_deputy:
            assign(role.key, boss, is_deputy=True)
    row = RoleAssignment.objects.get(role="dpo", user=holder)
    end_role(actor=HOUSE, assignment=row, last_day=TODAY - timedelta(days=1), today=TODAY)
    for number in range(3):
        day = TODAY + timedelta(days=number)
        check_roles(actor=HOUSE, today=day)
        tell_of_vacancies(actor=HOUSE, today=day, now=clock.now())
    assert [letter.to for letter in mail.outbox] == [[boss.email]]
    assert "Dataskyddsombud: Ingen har rollen sedan den 21 november 2026." in mail.outbox[0].body
    assert "Lisa" not in mail.outbox[0].body
    assert AuditEntry.objects.filter(verb="people.tell_of_vacancies").count() == 1
    assert AuditEntry.objects.filter(verb="people.check_roles").exists()
    assign("dpo", holder, TODAY + timedelta(days=2))
    end_role(
        actor=HOUSE, assignment=RoleAssignment.objects.latest("pk"), last_day=TODAY + timedelta(days=3), today=TODAY
    )
    check_roles(actor=HOUSE, today=TODAY + timedelta(days=4))
    tell_of_vacancies(actor=HOUSE, today=TODAY + timedelta(days=4), now=clock.now())
    assert len(mail.outbox) == 2, "a new vacancy is a new letter"


def test_tn08_a_letter_that_fails_is_sent_at_the_next_look(skara: Tenant, settings: pytest.FixtureRequest) -> None:
    PersonFactory(maintainer=True)
    check_roles(actor=HOUSE, today=TODAY)
    here = settings.EMAIL_BACKEND  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined]
    assert tell_of_vacancies(actor=HOUSE, today=TODAY, now=clock.now()) == 0
    settings.EMAIL_BACKEND = here  # type: ignore[attr-defined]
    assert tell_of_vacancies(actor=HOUSE, today=TODAY, now=clock.now()) == 6


def test_pf11_a_leaver_hands_over_placements_and_roles(skara: Tenant) -> None:
    leaver, heir = PersonFactory(), PersonFactory()
    board = Authority.objects.create(name="Nämnden", kind="committee", valid_from=date(2020, 1, 1))
    department = Department.objects.create(name="Förvaltningen", authority=board, valid_from=date(2020, 1, 1))
    unit = Unit.objects.create(name="Enheten", department=department, valid_from=date(2020, 1, 1))
    Placement.objects.create(user=leaver, unit=unit, title="Chef", is_head=True, valid_from=date(2020, 1, 1))
    assign("archivist", leaver)
    assign("dpo", leaver)
    assert {key: each.count(user=leaver) for key, each in person_leaves if key in {"placements", "roles"}} == {
        "placements": 1, "roles": 2,
    }  # fmt: skip
    assert person_leaves["placements"].apply(actor=HOUSE, user=leaver, to=heir, day=TODAY) == 1
    assert person_leaves["roles"].apply(actor=HOUSE, user=leaver, to=None, day=TODAY) == 2
    assert person_leaves["roles"].apply(actor=HOUSE, user=leaver, to=None, day=TODAY) == 0
    now = Placement.objects.get(user=heir)
    assert (now.is_head, now.valid_from) == (True, TODAY)
    assert Placement.objects.get(user=leaver).valid_to == TODAY - timedelta(days=1)
    assert (state("dpo").state.value, state("dpo").since) == ("red", TODAY)
    assert set(AuditEntry.objects.filter(object_id=leaver.pk).values_list("verb", flat=True)) >= {
        "people.end_placements", "people.end_roles",
    }  # fmt: skip


def test_tn08_the_maintainer_finds_a_person_assigns_and_ends_without_a_script(skara: Tenant) -> None:
    browser = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    person = PersonFactory(display_name="Östen Ek", title="Jurist")
    PersonFactory(display_name="Östen Skyddad", is_protected=True)
    PersonFactory(display_name="Östen Gäst", guest=True)
    assert "6 att se över" in browser.get("/administration/").content.decode()
    assert browser.get(ADMIN).content.decode().count("Vakant") == 6
    found = browser.get(f"{ADMIN}dpo/?sok=östen").content.decode()
    assert "Östen Ek, Jurist" in found
    assert "Skyddad" not in found
    assert "Östen Gäst" not in found
    today = clock.today()
    data = {"sok": "östen", "person": str(person.uuid), "from_day": today.isoformat()}
    assert browser.post(f"{ADMIN}dpo/", data | {"person": ""}).status_code == 422
    assert browser.post(f"{ADMIN}dpo/", data).status_code == 302
    assert "har redan rollen" in browser.post(f"{ADMIN}dpo/", data).content.decode()
    assert "Östen Ek" in browser.get("/organisation/roller/").content.decode()
    row = RoleAssignment.objects.get()
    browser.post(f"{ADMIN}dpo/avsluta/{row.pk}/", {"last_day": "i morgon"})
    assert RoleAssignment.objects.get().valid_to is None
    assert browser.post(f"{ADMIN}archivist/avsluta/{row.pk}/", {"last_day": today.isoformat()}).status_code == 404
    browser.post(f"{ADMIN}dpo/avsluta/{row.pk}/", {"last_day": today.isoformat()})
    assert RoleAssignment.objects.get().valid_to == today
    assert AuditEntry.objects.filter(verb="people.end_role").count() == 1


def test_law24_nobody_protected_is_shown_to_employees(skara: Tenant, signed_in: SiteClient) -> None:
    assign("dpo", PersonFactory(display_name="Sara Skyddad", is_protected=True))
    assert "Sara Skyddad" not in signed_in.get("/organisation/roller/").content.decode()
