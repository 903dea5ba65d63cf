"""Law 9: a migration touches only the sites that lag, and nothing when none does."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

from samverk.project.migrating import lagging_schemas, migrate, public_lags
from tenants.models import Tenant
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
