"""Law 9: what is replayed is what Django would have done, for every migration there is and for made-up ones."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from samverk.kernel.actions.record_audit import HOUSE
from samverk.project.migrating import lagging_schemas, migrate
from tenants.actions.create_tenant import NewTenant, create_tenant
from tenants.artifact import BLANK_SCHEMA, ensure_artifact, execute_for
from tenants.catalogue import catalogue
from tenants.migrating.apply import apply_plan
from tenants.migrating.lagging import applied_in
from tenants.migrating.plan import make_plan
from tenants.models import MigrationRun, SchemaArtifact
from tests.support.releases import made_up, release

pytestmark = [pytest.mark.server]

TABLE = """
migrations.CreateModel("Room", fields=[
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=40, unique=True)),
    ("floor", models.SmallIntegerField(default=0)),
    ("unit", models.ForeignKey("people.unit", on_delete=django.db.models.deletion.CASCADE, related_name="+")),
    ("others", models.ManyToManyField("people.department", related_name="+")),
]),
migrations.AddConstraint("room", models.CheckConstraint(condition=models.Q(floor__gte=-3), name="not_too_deep")),
migrations.AddIndex("room", models.Index(fields=["floor", "name"], name="room_floor")),
"""
CHANGES = """
migrations.AddField("room", "seats", models.IntegerField(default=4)),
migrations.AddField("unit", "short_name", models.CharField(max_length=20, db_default="100 %")),
migrations.AddField("unit", "room", models.ForeignKey("people.room", null=True, on_delete=models.SET_NULL)),
migrations.AlterField("room", "name", models.CharField(max_length=80, db_index=True)),
migrations.RenameField("room", "floor", "storey"),
migrations.AlterUniqueTogether("room", {("name", "storey")}),
migrations.RunSQL(
    ["CREATE FUNCTION room_note() RETURNS text LANGUAGE sql AS $$ SELECT current_schema() || ' 100%' $$",
     ("COMMENT ON TABLE people_room IS %s", ["rum % i huset"])],
    "DROP FUNCTION room_note()"),
migrations.SeparateDatabaseAndState(
    database_operations=[migrations.RunSQL("CREATE INDEX room_lower ON people_room (lower(name))", "")]),
"""
CLEANING = """
migrations.RemoveConstraint("room", "not_too_deep"),
migrations.RemoveField("room", "seats"),
migrations.AlterUniqueTogether("room", set()),
migrations.RemoveField("unit", "room"),
migrations.RenameModel("Room", "Chamber"),
migrations.AlterModelTable("Chamber", "people_chambers"),
"""
PYTHON = """
migrations.RunPython(fill, migrations.RunPython.noop),
migrations.AddField("unit", "token", models.UUIDField(default=uuid.uuid4)),
"""
FILL = """
def fill(apps, schema_editor):
    Authority, Department = apps.get_model("people", "Authority"), apps.get_model("people", "Department")
    board = Authority.objects.create(name="Kommunstyrelsen", kind="board", valid_from="2026-01-01")
    Department.objects.create(name="Bygg", authority=board, valid_from="2026-01-01")
"""
# PostgreSQL refuses to alter a table with rows whose reference is not checked yet.
AT_ONCE = """migrations.AddField("department", "note", models.CharField(max_length=9, db_default="")),"""
CONCURRENT = """postgres.AddIndexConcurrently("unit", models.Index(fields=["short_name"], name="unit_short")),"""

RELEASE = {
    "9002_room": made_up(TABLE),
    "9003_changes": made_up(CHANGES, after="9002_room"),
    "9004_python": made_up(PYTHON, after="9003_changes", before=FILL),
    "9005_at_once": made_up(AT_ONCE, after="9004_python"),
    "9006_concurrent": made_up(CONCURRENT, after="9005_at_once", extra="atomic = False"),
    "9007_cleaning": made_up(CLEANING, after="9006_concurrent"),
}


def test_law9_replay_gives_what_django_gives(committed: str, tmp_path: Path) -> None:
    """Tables, columns, indexes, constraints, functions; four sites replayed, one reference by Django's own command."""
    artifact = ensure_artifact()
    execute_for(artifact, "reference")
    with release(tmp_path, RELEASE):
        report = migrate()
        call_command("migrate_schemas", schema_name="reference", tenant=True, interactive=False, verbosity=0)
        connection.set_schema_to_public()
        assert report.changed == ["gvs12", "hjo", "mall", "skara"]
        assert lagging_schemas() == []
        wanted = catalogue("reference")
        assert any("people_chambers" in fact for fact in wanted)
        for schema in (BLANK_SCHEMA, *report.changed):
            assert sorted(catalogue(schema) ^ wanted) == [], schema
    # Only what holds Python was run by Django again.
    assert {(site.replayed, site.ran) for site in report.sites} == {(5, 1)}
    with connection.cursor() as cursor:
        for schema in report.changed:
            cursor.execute(f"SELECT count(*) FROM {schema}.people_authority")
            assert cursor.fetchone() == (1,)
            cursor.execute(f"SELECT obj_description('{schema}.people_chambers'::regclass), {schema}.room_note()")
            assert cursor.fetchone()[0] == "rum % i huset"


@pytest.mark.long
def test_law9_every_migration_of_the_project_replays_to_the_same_catalogue(committed: str) -> None:
    """From nothing: recorded in one schema, replayed in another, against the blank one that Django migrated."""
    schemas = ("recorded", "replayed")
    with connection.cursor() as cursor:
        for schema in schemas:
            cursor.execute(
                f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.django_migrations "
                "(LIKE public.django_migrations INCLUDING ALL)"
            )
    plan = make_plan("recorded")
    first, second = [apply_plan(plan=plan, schema_name=schema) for schema in schemas]
    connection.set_schema_to_public()
    assert first.replayed == 0
    assert second.replayed > 100
    assert second.ran == first.ran - second.replayed
    applied = applied_in([BLANK_SCHEMA, *schemas])
    blank = catalogue(BLANK_SCHEMA)
    for schema in schemas:
        assert applied[schema] == applied[BLANK_SCHEMA]
        assert sorted(catalogue(schema) ^ blank) == [], schema


def test_law8_the_blank_schema_follows_without_being_made_anew(committed: str, tmp_path: Path) -> None:
    """The text new sites are made of is continued, twice, and what it makes is like what was migrated."""
    before = SchemaArtifact.objects.get()
    said: list[str] = []
    with release(tmp_path / "one", {"9002_room": RELEASE["9002_room"]}):
        migrate(on_progress=said.append)
    with release(tmp_path / "two", {name: RELEASE[name] for name in ("9002_room", "9003_changes")}):
        migrate(on_progress=said.append)
        after = SchemaArtifact.objects.get()
        assert after.sql.startswith(before.sql)
        made = create_tenant(
            actor=HOUSE, new=NewTenant(slug="tibro", name="Tibro", kind="cooperation", hosts=("tibro.localhost",))
        )
        assert SchemaArtifact.objects.get() == after
        assert lagging_schemas() == []
    assert sorted(catalogue(made.schema_name) ^ catalogue(BLANK_SCHEMA)) == []
    assert not any("tom webbplats" in text for text in said)
    assert "people_room" in after.sql
    assert "people_room" not in before.sql
    assert MigrationRun.objects.count() == 2


def test_law9_rights_of_new_models_are_written_in_every_site(committed: str, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        for schema in (BLANK_SCHEMA, "hjo", "skara"):
            cursor.execute(f"DELETE FROM {schema}.auth_permission WHERE codename = 'view_unit'")
    with release(tmp_path, {"9002_room": RELEASE["9002_room"]}):
        migrate()
    with connection.cursor() as cursor:
        for schema in (BLANK_SCHEMA, "hjo", "skara"):
            cursor.execute(f"SELECT count(*) FROM {schema}.auth_permission WHERE codename = 'view_unit'")
            assert cursor.fetchone() == (1,), schema
