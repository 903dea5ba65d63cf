"""Law 9: one site's failure is its own; killed or stopped, the next run takes what remains."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from django.utils import translation

from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.project.migrating import lagging_schemas, migrate
from tenants.actions.create_tenant import NewTenant, create_tenant
from tenants.catalogue import catalogue
from tenants.migrating import apply
from tenants.migrating.blank import BlankNotMigrated, DatabaseIsNewer
from tenants.migrating.lagging import BLANK_SCHEMA
from tenants.migrating.lock import KEY
from tenants.migrating.report import SitesNotMigrated
from tenants.models import MigrationRun, MigrationRunSite
from tenants.queries import latest_migration_report
from tests.support.releases import made_up, release
from tests.support.servers import CHECKOUT

pytestmark = [pytest.mark.server]

COLUMN = made_up(
    'migrations.AddField("department", "short_name", models.CharField(max_length=20, null=True)),',
)
STRICT = made_up(
    """migrations.AddConstraint("department",
           models.CheckConstraint(condition=~models.Q(name="Bygg"), name="no_department_called_bygg")),""",
    after="9002_column",
)
RELEASE = {"9002_column": COLUMN, "9003_strict": STRICT}


def plant(schema: str) -> None:
    """A row the new constraint does not allow."""
    with connection.cursor() as cursor:
        cursor.execute(f"""INSERT INTO {schema}.people_authority (name, kind, valid_from, "order")
                VALUES ('KS', 'board', now(), 0)""")
        cursor.execute(
            f"""INSERT INTO {schema}.people_department (name, authority_id, valid_from, "order")
                SELECT 'Bygg', id, now(), 0 FROM {schema}.people_authority"""
        )


def mend(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {schema}.people_department SET name = 'Samhälle'")


def command(url: str, folder: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    """`samverk …` in a process of its own, with the code of a made-up release."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "made_up_settings",
        "PYTHONPATH": os.pathsep.join([str(folder), str(CHECKOUT), str(CHECKOUT / "platform")]),
    }
    return [sys.executable, "-m", "samverk.project.cli", *words], environment


def test_law9_a_failure_leaves_those_before_done_itself_untouched_and_the_rest_alone(
    committed: str, tmp_path: Path
) -> None:
    plant("hjo")
    before = catalogue("hjo")
    with release(tmp_path, RELEASE):
        with pytest.raises(SitesNotMigrated) as stopped:
            migrate()
        report = stopped.value.report
        assert report.changed == ["gvs12"]
        assert [site.schema_name for site in report.failed] == ["hjo"]
        assert "no_department_called_bygg" in report.failed[0].error
        assert report.left == ["mall", "skara"]
        assert catalogue("hjo") == before, "not even the first of the two migrations"
        assert lagging_schemas() == ["hjo", "mall", "skara"]

        with pytest.raises(SitesNotMigrated) as went_on:
            migrate(keep_going=True)
        assert went_on.value.report.changed == ["mall", "skara"]
        assert catalogue("hjo") == before

        mend("hjo")
        assert migrate().changed == ["hjo"]
        assert lagging_schemas() == []
    assert catalogue("hjo") == catalogue("gvs12")
    assert [run.state for run in MigrationRun.objects.order_by("id")] == ["failed", "failed", "done"]
    states = MigrationRunSite.objects.filter(run=MigrationRun.objects.earliest("id"))
    assert dict(states.values_list("schema_name", "state")) == {
        "gvs12": "done", "hjo": "failed", "mall": "left", "skara": "left",
    }  # fmt: skip
    assert AuditEntry.objects.filter(verb="tenants.migrate_sites", result="failed").count() == 2


def test_law9_the_report_is_swedish_and_english_and_json(committed: str, tmp_path: Path) -> None:
    plant("hjo")
    with release(tmp_path, RELEASE) as folder:
        words, environment = command(committed, folder, "migrate", "--json")
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
        said = json.loads(done.stdout)
        assert (said["ok"], said["changed"], said["left"]) == (False, ["gvs12"], ["mall", "skara"])
        assert said["failed"][0]["schema_name"] == "hjo"
        report = latest_migration_report()
        assert report is not None
        with translation.override("sv"):
            swedish = " ".join(report.lines())
        with translation.override("en"):
            english = " ".join(report.lines())
    assert "hjo är orörd" in swedish
    assert "2 webbplatser påbörjades inte: mall, skara." in swedish
    assert "hjo is untouched" in english


def test_law9_what_python_did_in_a_site_that_fails_is_undone(committed: str, tmp_path: Path) -> None:
    code = """
    def fill(apps, schema_editor):
        apps.get_model("people", "Authority").objects.create(name="Ny", kind="board", valid_from="2026-01-01")
        if schema_editor.connection.schema_name == "hjo":
            raise ValueError("hjo vill inte")
    """
    text = made_up("migrations.RunPython(fill, migrations.RunPython.noop),", after="9002_column", before=code)
    with release(tmp_path, {"9002_column": COLUMN, "9003_fill": text}):
        with pytest.raises(SitesNotMigrated) as stopped:
            migrate(keep_going=True)
        report = stopped.value.report
        assert (report.changed, report.failed[0].error) == (["gvs12", "mall", "skara"], "ValueError: hjo vill inte")
    with connection.cursor() as cursor:
        counts = {}
        for schema in ("gvs12", "hjo"):
            cursor.execute(f"SELECT count(*) FROM {schema}.people_authority WHERE name = 'Ny'")
            counts[schema] = cursor.fetchone()[0]
    assert counts == {"gvs12": 1, "hjo": 0}


def test_law9_killed_in_the_middle_it_goes_on_where_it_was(committed: str, tmp_path: Path) -> None:
    """kill -9 while the third of four is half done."""
    code = f"""
    def wait(apps, schema_editor):
        apps.get_model("people", "Authority").objects.create(name="Ny", kind="board", valid_from="2026-01-01")
        marker = Path({str(tmp_path / "here")!r})
        if schema_editor.connection.schema_name == "mall" and not marker.exists():
            marker.touch()
            time.sleep(120)
    """
    text = made_up("migrations.RunPython(wait, migrations.RunPython.noop),", after="9002_column", before=code)
    with release(tmp_path, {"9002_column": COLUMN, "9003_wait": text}) as folder:
        words, environment = command(committed, folder, "migrate")
        process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while not (tmp_path / "here").exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert lagging_schemas() == ["mall", "skara"]
        assert MigrationRun.objects.get().state == "running"
        report = migrate()
        assert report.changed == ["mall", "skara"]
    assert [run.state for run in MigrationRun.objects.order_by("id")] == ["interrupted", "done"]
    with connection.cursor() as cursor:
        for schema in ("gvs12", "hjo", "mall", "skara"):
            cursor.execute(f"SELECT count(*) FROM {schema}.people_authority WHERE name = 'Ny'")
            assert cursor.fetchone() == (1,), schema


def test_law9_two_at_once_the_second_waits_and_says_so(committed: str, tmp_path: Path) -> None:
    with release(tmp_path, RELEASE) as folder:
        first = psycopg2.connect(committed)
        first.autocommit = True
        with first.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
        words, environment = command(committed, folder, "migrate")
        second = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert second.stderr is not None
        line = second.stderr.readline()
        assert "En annan uppdatering pågår" in line
        assert lagging_schemas() == []
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(timeout=1)
        first.close()
        out, _err = second.communicate(timeout=120)
        assert second.returncode == 0
        assert "4 webbplatser är uppdaterade" in out


def test_law9_a_site_made_meanwhile_waits_and_is_up_to_date(committed: str, tmp_path: Path) -> None:
    made: list[str] = []

    def create() -> None:
        new = NewTenant(slug="tibro", name="Tibro", kind="cooperation", hosts=("tibro.localhost",))
        made.append(create_tenant(actor=HOUSE, new=new).schema_name)
        connection.close()

    with release(tmp_path, RELEASE):
        migrating = psycopg2.connect(committed)
        with migrating.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
        thread = threading.Thread(target=create)
        thread.start()
        time.sleep(1)
        assert made == []
        migrating.close()
        thread.join(timeout=60)
        assert made == ["tibro"]
        migrate()
        assert lagging_schemas() == []
    assert catalogue("tibro") == catalogue("skara")


def test_law9_a_table_in_use_is_come_back_to(committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "LOCK_TIMEOUT_MS", 100)
    reader = psycopg2.connect(committed)
    with reader.cursor() as cursor:
        cursor.execute("SELECT * FROM hjo.people_department")
    monkeypatch.setattr(apply.time, "sleep", lambda seconds: reader.rollback())
    with release(tmp_path, RELEASE):
        report = migrate()
        assert report.changed == ["gvs12", "hjo", "mall", "skara"]
        attempts = {site.schema_name: site.attempts for site in report.sites}
    reader.close()
    assert attempts == {"gvs12": 1, "hjo": 2, "mall": 1, "skara": 1}


def test_law9_a_table_that_is_never_free_fails_that_site_only(
    committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply, "LOCK_TIMEOUT_MS", 50)
    monkeypatch.setattr(apply, "ATTEMPTS", 2)
    reader = psycopg2.connect(committed)
    with reader.cursor() as cursor:
        cursor.execute("SELECT * FROM hjo.people_department")
    with release(tmp_path, RELEASE), pytest.raises(SitesNotMigrated) as stopped:
        migrate(keep_going=True)
    reader.close()
    assert [site.schema_name for site in stopped.value.report.failed] == ["hjo"]
    assert "lock timeout" in stopped.value.report.failed[0].error


def test_law9_an_older_release_does_not_touch_a_newer_database(committed: str, tmp_path: Path) -> None:
    with release(tmp_path, RELEASE):
        migrate()
    with pytest.raises(DatabaseIsNewer, match=r"people\.9002_column"):
        migrate()


def test_law9_what_does_not_work_at_all_reaches_no_site(committed: str, tmp_path: Path) -> None:
    broken = made_up("""migrations.RunSQL("SELECT nothing FROM nowhere", ""),""", after="9002_column")
    before = {schema: catalogue(schema) for schema in (BLANK_SCHEMA, "gvs12")}
    with release(tmp_path, {"9002_column": COLUMN, "9003_broken": broken}):
        with pytest.raises(BlankNotMigrated, match="nowhere"):
            migrate()
        assert {schema: catalogue(schema) for schema in before} == before


def test_law9_a_site_without_its_tables_is_named(committed: str, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE hjo.django_migrations")
    with pytest.raises(SitesNotMigrated) as stopped:
        migrate()
    assert [(site.schema_name, site.error) for site in stopped.value.report.failed] == [("hjo", "tabellerna saknas.")]


def test_law9_old_code_works_while_the_new_column_is_there(committed: str, tmp_path: Path) -> None:
    """Expand: the release that runs today reads and writes a table that tomorrow's release has widened."""
    from samverk.people.models import Authority, Department

    wide = made_up(
        """
        migrations.AddField("department", "short_name", models.CharField(max_length=20, null=True)),
        migrations.AddField("department", "level", models.IntegerField(db_default=3)),
        """,
    )
    with release(tmp_path, {"9002_column": wide}):
        migrate()
    connection.set_schema("hjo")
    authority = Authority.objects.create(name="KS", kind="board", valid_from="2026-01-01")
    Department.objects.create(name="Bygg", authority=authority, valid_from="2026-01-01")
    Department.objects.filter(name="Bygg").update(order=2)
    assert [(row.name, row.order) for row in Department.objects.all()] == [("Bygg", 2)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT short_name, level FROM people_department")
        assert cursor.fetchall() == [(None, 3)]
    connection.set_schema_to_public()
