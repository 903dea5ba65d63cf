"""TN-06: a key locked in the template is refused below, with who and why; every value can say where it comes from."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction

from samverk.identity.site_settings import SESSION_HOURS
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.models import Authority, Department
from samverk.people.site_settings import AUTHORITY, DEPARTMENT, SUPPORT
from tenants.models import Tenant
from tenants.queries import tenant_for_host
from tenants.settings.actions.reset_setting import reset_setting
from tenants.settings.actions.set_setting import ChangedMeanwhile, SettingLocked, set_setting
from tenants.settings.actions.undo_setting import NothingToUndo, undo_setting
from tenants.settings.models import SettingValue
from tenants.settings.queries import effective, row_of, value
from tenants.settings.registry import HERE, Scope, UnknownScope
from tenants.settings.shared.models import TemplateSetting
from tenants.site_context import operator_site, site
from tests.support.budget import assert_query_budget

pytestmark = pytest.mark.django_db
NOW = clock.now()


def choose(content: object, key=SESSION_HOURS, **options: object) -> SettingValue:  # type: ignore[no-untyped-def]
    """Set a value in the active site, whatever was there."""
    scope = options.get("scope", HERE)
    row = row_of(key=key, scope=scope)  # type: ignore[arg-type]
    seen = row.revision if row else None
    return set_setting(actor=HOUSE, key=key, value=content, now=NOW, **{"seen": seen, **options})  # type: ignore[arg-type]


def test_tn06_a_lock_in_the_template_is_refused_below_with_who_and_why(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        choose(10)
    with site(sites.mall):
        choose(8, state="locked", reason="Beslut i styrgruppen 2026-11-02")
        assert value(SESSION_HOURS) == 8
    with site(sites.skara):
        assert value(SESSION_HOURS) == 8
        with pytest.raises(SettingLocked) as refused:
            choose(9)
        assert refused.value.level.set_by == "Mallkommunen"
        assert refused.value.level.reason == "Beslut i styrgruppen 2026-11-02"
        assert row_of(key=SESSION_HOURS, scope=HERE).value == 10, "what Skara had chosen rests, it is not lost"  # type: ignore[union-attr]
    with site(sites.mall):
        row = choose(8, state="default")
    with site(sites.skara):
        assert value(SESSION_HOURS) == 10
    with site(sites.hjo):
        assert value(SESSION_HOURS) == 8
        chain = effective(SESSION_HOURS)
        assert [scope.kind for scope in chain.path] == ["template", "site"]
        assert (chain.decided_by, chain.levels[1]) == (0, None)
    with site(sites.mall):
        choose(7, state="free", seen=row.revision)
        assert not TemplateSetting.objects.exists()
    with site(sites.hjo):
        assert value(SESSION_HOURS) == SESSION_HOURS.default


def test_tn06_department_below_authority_below_site(skara: Tenant) -> None:
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=date(2020, 1, 1))
    care = Department.objects.create(name="Social omsorg", authority=board, valid_from=date(2020, 1, 1))
    here, above = Scope(DEPARTMENT, str(care.pk)), Scope(AUTHORITY, str(board.pk))
    choose("Servicecenter", SUPPORT)
    assert value(SUPPORT, here) == "Servicecenter"
    choose("Nämndens kansli", SUPPORT, scope=above)
    assert (value(SUPPORT, here), value(SUPPORT)) == ("Nämndens kansli", "Servicecenter")
    choose("Omsorgens support", SUPPORT, scope=here)
    found = effective(SUPPORT, here)
    assert found.value == "Omsorgens support"
    assert [scope.label for scope in found.path][1:] == ["Skara kommun", "Socialnämnden", "Social omsorg"]
    choose("Nämndens kansli", SUPPORT, scope=above, state="locked", reason="En väg in")
    assert value(SUPPORT, here) == "Nämndens kansli"
    with pytest.raises(SettingLocked) as refused:
        choose("Egen", SUPPORT, scope=here)
    assert refused.value.scope.label == "Socialnämnden"
    with pytest.raises(ValidationError):
        choose(9, scope=here)
    for wrong in (Scope(DEPARTMENT, "999999"), Scope(DEPARTMENT, "x"), Scope(AUTHORITY, "9" * 30), Scope("room", "1")):
        with pytest.raises((UnknownScope, ValidationError)):
            choose("x", SUPPORT, scope=wrong)


def test_tn06_the_second_of_two_is_told_and_nothing_is_lost(skara: Tenant) -> None:
    """Both had the form open."""
    first = choose(10)
    set_setting(actor=HOUSE, key=SESSION_HOURS, value=9, now=NOW, seen=first.revision)
    with pytest.raises(ChangedMeanwhile) as told:
        set_setting(actor=HOUSE, key=SESSION_HOURS, value=5, now=NOW, seen=first.revision)
    assert told.value.row is not None
    assert told.value.row.value == 9
    with pytest.raises(ChangedMeanwhile):
        set_setting(actor=HOUSE, key=SESSION_HOURS, value=5, now=NOW, seen=None)
    assert value(SESSION_HOURS) == 9


def test_tn06_reset_undo_and_the_log(skara: Tenant) -> None:
    choose(10, reason="Nattpassen")
    row = choose(9)
    row = undo_setting(actor=HOUSE, key=SESSION_HOURS, now=NOW, seen=row.revision)
    assert value(SESSION_HOURS) == 10
    row = undo_setting(actor=HOUSE, key=SESSION_HOURS, now=NOW, seen=row.revision)
    assert value(SESSION_HOURS) == 9
    row = reset_setting(actor=HOUSE, key=SESSION_HOURS, now=NOW, seen=row.revision)
    assert value(SESSION_HOURS) == SESSION_HOURS.default
    undo_setting(actor=HOUSE, key=SESSION_HOURS, now=NOW, seen=row.revision)
    assert value(SESSION_HOURS) == 9
    with pytest.raises(NothingToUndo):
        undo_setting(actor=HOUSE, key=SUPPORT, now=NOW, seen=None)
    verbs = list(AuditEntry.objects.filter(verb__endswith="_setting").order_by("id").values_list("verb", flat=True))
    assert verbs == [
        "tenants.set_setting", "tenants.set_setting", "tenants.undo_setting", "tenants.undo_setting",
        "tenants.reset_setting", "tenants.undo_setting",
    ]  # fmt: skip
    first = AuditEntry.objects.filter(verb="tenants.set_setting").order_by("id").first()
    assert first is not None
    assert first.details["after"] == {"is_set": True, "value": 10, "state": "default"}
    assert first.details["reason"] == "Nattpassen"


@pytest.mark.parametrize("wrong", [0, 25, "tolv", None, True, [1]])
def test_tn06_a_value_that_is_none_is_refused_and_one_that_has_become_none_is_passed_over(
    wrong: object, skara: Tenant
) -> None:
    with pytest.raises(ValidationError):
        choose(wrong)
    assert not SettingValue.objects.exists()
    choose(10)
    SettingValue.objects.update(value=wrong)
    assert value(SESSION_HOURS) == SESSION_HOURS.default


def test_tn06_a_lock_says_why(skara: Tenant) -> None:
    with pytest.raises(ValidationError, match="varför"):
        choose(8, state="locked", reason="  ")


def test_tn06_settings_are_read_in_one_question_and_under_one_stamp_in_none(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        choose(8)
    Tenant.objects.count()  # the operator's schema is chosen
    with operator_site(), assert_query_budget(1):
        tenant = tenant_for_host("skara.localhost")
    assert tenant is not None
    with site(tenant):
        AuditEntry.objects.count()
        with assert_query_budget(1):
            assert value(SESSION_HOURS) == 8
        with assert_query_budget(0):
            assert (value(SESSION_HOURS), value(SUPPORT)) == (8, "")
    with site(sites.mall):
        choose(6)
    with operator_site():
        later = tenant_for_host("skara.localhost")
    assert later is not None
    assert later.settings_version != tenant.settings_version
    with site(later):
        assert value(SESSION_HOURS) == 6, "a template's choice is seen at the next request"
        choose(4)
        assert value(SESSION_HOURS) == 4, "and one's own at once"


def test_tn06_only_a_template_decides_for_others(sites: SimpleNamespace) -> None:
    """Row-level security: neither in the template's name nor in one's own, whatever our code says."""
    written = {"key": SESSION_HOURS.name, "value": 1, "state": "locked", "set_at": NOW}
    with site(sites.mall):
        TemplateSetting.objects.create(schema_name="mall", **written)
    for here in (sites.skara, sites.gvs12):
        with site(here):
            for name in ("mall", here.schema_name):
                with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                    TemplateSetting.objects.create(schema_name=name, **{**written, "key": "another"})
            assert TemplateSetting.objects.all().delete()[0] == 0
            assert TemplateSetting.objects.update(state="free") == 0
    assert connection.schema_name == "public"


def test_tn06_the_operators_site_goes_by_what_is_declared(operator: Tenant) -> None:
    with assert_query_budget(0):
        assert value(SESSION_HOURS) == SESSION_HOURS.default


def test_tn06_a_session_lasts_as_long_as_the_site_says(skara: Tenant, client_for) -> None:  # type: ignore[no-untyped-def]
    from tests.support.factories import PASSWORD, PersonFactory

    choose(2)
    person = PersonFactory()
    client = client_for("skara.localhost")
    client.post("/logga-in/", {"username": person.username, "password": PASSWORD})
    cookie = client.cookies["samverk"]
    assert cookie["max-age"] == 2 * 3600
    from django.contrib.sessions.models import Session

    left = Session.objects.get().expire_date - clock.now()
    assert timedelta(minutes=119) < left <= timedelta(hours=2)
