"""Law 9: a migration touches only the sites that lag, and nothing when none does."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection

from samverk.identity.groups import SYSTEM_MAINTAINERS
from samverk.kernel.models import Stamp
from samverk.kernel.registries import Registry
from samverk.kernel.standard_rights import (
    EVERYWHERE,
    MARK,
    StandardRights,
    give_standard_rights,
    note_given_everywhere,
    sites_without,
    standard_rights,
)
from samverk.project.migrating import lagging_schemas, migrate, public_lags
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget

pytestmark = [pytest.mark.server]


def test_law9_nothing_lags_and_nothing_is_done(sites: SimpleNamespace) -> None:
    assert not public_lags()
    assert lagging_schemas() == []
    assert migrate().changed == []


def test_law9_four_queries_find_the_sites_that_lag_however_many_there_are(sites: SimpleNamespace) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM hjo.django_migrations WHERE app = 'people'")
    with assert_query_budget(4):
        assert lagging_schemas() == ["hjo"]


def test_law9_only_the_site_that_lags_is_migrated(committed: str) -> None:
    connection.set_tenant(Tenant.objects.get(slug="hjo"))
    call_command("migrate_schemas", "people", "zero", schema_name="hjo", tenant=True, interactive=False, verbosity=0)
    connection.set_schema_to_public()
    assert lagging_schemas() == ["hjo"]
    said: list[str] = []
    assert migrate(on_progress=said.append).changed == ["hjo"]
    assert said == ["Uppdaterar hjo (1 av 1)"]
    assert lagging_schemas() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('hjo.people_unit') IS NOT NULL")
        assert cursor.fetchone()[0]


def test_tn07_a_migrated_site_gets_the_rights_that_came_with_the_release(committed: str) -> None:
    given = Group.permissions.through.objects.filter(
        group__name=SYSTEM_MAINTAINERS, permission__codename="administer_site"
    )
    for slug in ("hjo", "skara"):
        with site(Tenant.objects.get(slug=slug)):
            assert given.all().delete()[0] == 1
            Stamp.objects.filter(name=MARK).update(value=1)  # as the release before had declared
    Stamp.objects.filter(name=EVERYWHERE).delete()
    with site(Tenant.objects.get(slug="hjo")):
        Group.objects.get(name=SYSTEM_MAINTAINERS).permissions.add(Permission.objects.get(codename="add_user"))
    connection.set_tenant(Tenant.objects.get(slug="hjo"))
    call_command("migrate_schemas", "people", "zero", schema_name="hjo", tenant=True, interactive=False, verbosity=0)
    connection.set_schema_to_public()
    assert migrate().changed == ["hjo"]
    with site(Tenant.objects.get(slug="hjo")):
        names = set(Group.objects.get(name=SYSTEM_MAINTAINERS).permissions.values_list("codename", flat=True))
        assert {"administer_site", "add_user"} <= names, "given, and nothing taken away"
    with site(Tenant.objects.get(slug="skara")):
        assert not given.all().exists(), "a site that did not lag is not touched"


def test_law9_what_has_been_given_is_not_given_again(sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sites_without(["hjo", "skara"]) == []
    with site(sites.hjo):
        Stamp.objects.filter(name=MARK).delete()
    assert sites_without(["hjo", "skara"]) == ["hjo"]
    with site(sites.hjo):
        give_standard_rights()
    assert sites_without(["hjo", "skara"]) == []
    more = Registry[StandardRights]("standard rights of the next release")
    for name, each in standard_rights:
        more.register(name, each)
    more.register("test", StandardRights(group=SYSTEM_MAINTAINERS, rights=("auth.view_group",)))
    monkeypatch.setattr("samverk.kernel.standard_rights.standard_rights", more)
    assert sites_without(["hjo", "skara"]) == ["hjo", "skara"]
    note_given_everywhere()
    assert sites_without(["hjo", "skara"]) == []
    more.register("next", StandardRights(group=SYSTEM_MAINTAINERS, rights=("auth.add_group",)))
    assert sites_without(["hjo", "skara"]) == ["hjo", "skara"]
