"""The page that tells how the sites' update goes: progress, what failed and why, what waits, what to do."""

from types import SimpleNamespace

import pytest
from django.db import connection

from samverk.kernel import clock
from tenants.migrating.lock import migration_lock
from tenants.models import MigrationRun, MigrationRunSite
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server, pytest.mark.django_db]
PAGE = "/drift/migreringar/"
REFRESH = 'http-equiv="refresh"'


@pytest.fixture
def olle(sites: SimpleNamespace) -> SiteClient:
    return SiteClient("localhost").sign_in(PersonFactory(operator=True))


def run_row(state: str, *sites: tuple[str, str, str]) -> MigrationRun:
    run = MigrationRun.objects.create(started_at=clock.now(), state=state, version="9.9.9", sites_total=4)
    for schema_name, end, error in sites:
        MigrationRunSite.objects.create(run=run, schema_name=schema_name, state=end, error=error, seconds=0.5)
    return run


def test_law9_the_page_shows_how_far_a_run_has_come_without_a_script(olle: SiteClient) -> None:
    assert "Ingen uppdatering har behövts än" in olle.get(PAGE).content.decode()
    run_row("running", ("skara", "done", ""), ("hjo", "done", ""))
    with migration_lock():
        page = olle.get(PAGE).content.decode()
    assert "2 av 4 webbplatser" in page
    assert '<progress aria-labelledby="uppdatering" value="2" max="4">' in page
    assert REFRESH in page
    page = olle.get(PAGE).content.decode()
    assert "avbröts" in page, "nobody holds the lock: the run was killed"
    assert REFRESH not in page


def test_law9_the_page_tells_what_failed_what_waits_and_what_to_do(olle: SiteClient) -> None:
    run_row("done", ("skara", "done", ""))
    run_row("failed", ("skara", "done", ""), ("hjo", "failed", "DataError: <b>för långt</b>"), ("mall", "left", ""))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM hjo.django_migrations WHERE app = 'people' AND name LIKE '0001%'")
    page = olle.get(PAGE).content.decode()
    for text in ("1 webbplats gick inte att uppdatera", "DataError: &lt;b&gt;", "Hjo kommun", "samverk migrate"):
        assert text in page
    assert "1 webbplats väntar på uppdatering" in page
    assert page.index("Hjo kommun") < page.index("Skara kommun"), "what failed stands first"
    assert 'data-testid="earlier"' in page


def test_law9_the_page_asks_as_much_for_many_sites_as_for_one(olle: SiteClient) -> None:
    run = run_row("done", ("skara", "done", ""))
    olle.get(PAGE)
    with assert_query_budget(14) as one:
        olle.get(PAGE)
    MigrationRunSite.objects.bulk_create(
        MigrationRunSite(run=run, schema_name=f"kommun_{number}", state="done") for number in range(290)
    )
    with assert_query_budget(len(one)):
        page = olle.get(PAGE).content.decode()
    assert 'href="?sida=6"' in page
