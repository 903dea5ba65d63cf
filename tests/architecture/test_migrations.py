"""Old and new code serve side by side while sites are migrated, so a migration only adds (docs/migrations.md)."""

import itertools
from pathlib import Path

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate

from tests.support.migration_rules import problems
from tests.support.servers import CHECKOUT

#: Written before the rule, and before anybody ran a release.
BEFORE_THE_RULE = {("intranet", "0002_picture_is_decoration")}
LOADER = MigrationLoader(None, ignore_no_migrations=True)


def _is_ours(label: str) -> bool:
    path = Path(apps.get_app_config(label).path)
    return path.is_relative_to(CHECKOUT) and "site-packages" not in path.parts


OURS = sorted(key for key in LOADER.disk_migrations if _is_ours(key[0]))


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_law9_a_migration_lets_the_release_before_it_work(key: tuple[str, str]) -> None:
    found = problems(LOADER.disk_migrations[key], LOADER.project_state(key, at_end=False))
    assert bool(found) == (key in BEFORE_THE_RULE), found


def judged(*operations: object, **attributes: object) -> str:
    """What the rules say of a migration that follows people.0001."""
    kind = type("Migration", (Migration,), {"operations": list(operations), **attributes})
    return "; ".join(problems(kind("0002_made_up", "people"), LOADER.project_state(("people", "0001_initial"))))


def python(apps: object, schema_editor: object) -> None:
    """Does nothing."""


BREAKS = {
    "dropped column": (migrations.RemoveField("unit", "order"), "still reads"),
    "dropped table": (migrations.DeleteModel("Placement"), "still reads"),
    "renamed column": (migrations.RenameField("unit", "order", "place"), "old name"),
    "renamed table": (migrations.RenameModel("Unit", "Team"), "old name"),
    "table by another name": (migrations.AlterModelTable("unit", "teams"), "old name"),
    "required column": (migrations.AddField("unit", "code", models.CharField(max_length=9)), "NOT NULL"),
    "a default in Python only": (
        migrations.AddField("unit", "code", models.CharField(max_length=9, default="")), "NOT NULL",
    ),
    "made required": (
        migrations.AlterField("unit", "valid_to", models.DateField(db_default=models.functions.Now())), "writes NULL",
    ),
    "shorter": (migrations.AlterField("unit", "name", models.CharField(max_length=100)), "lose"),
    "another type": (migrations.AlterField("unit", "name", models.IntegerField(null=True)), "lose"),
    "smaller number": (
        migrations.AlterField("placement", "id", models.SmallAutoField(primary_key=True)), "lose",
    ),
    "python without return": (migrations.RunPython(python), "no way back"),
    "sql without return": (migrations.RunSQL("SELECT 1"), "no way back"),
    "sql that drops": (migrations.RunSQL('ALTER TABLE people_unit DROP COLUMN "order"', "SELECT 1"), "narrows"),
    "hidden": (
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("unit", "order")]), "reads",
    ),
}  # fmt: skip
ALLOWED = {
    "nullable column": migrations.AddField("unit", "code", models.CharField(max_length=9, null=True)),
    "default in the database": migrations.AddField("unit", "code", models.CharField(max_length=9, db_default="")),
    "longer": migrations.AlterField("unit", "name", models.CharField(max_length=300)),
    "text": migrations.AlterField("unit", "name", models.TextField()),
    "bigger number": migrations.AlterField("unit", "order", models.BigIntegerField(default=0)),
    "an index": migrations.AddIndex("unit", models.Index(fields=["name"], name="unit_name")),
    "many to many": migrations.AddField("unit", "friends", models.ManyToManyField("people.unit")),
    "there and back": migrations.RunPython(python, migrations.RunPython.noop),
    "a new table": migrations.CreateModel("Room", [("id", models.BigAutoField(primary_key=True))]),
}


@pytest.mark.parametrize("name", BREAKS)
def test_law9_the_rules_see_what_breaks_older_code(name: str) -> None:
    operation, words = BREAKS[name]
    assert words in judged(operation)
    assert judged(operation, contract="0.4 no longer uses it: it lies in another table") == ""
    assert "names no release" in judged(operation, contract="because")


@pytest.mark.parametrize("name", ALLOWED)
def test_law9_the_rules_allow_what_only_adds(name: str) -> None:
    assert judged(ALLOWED[name]) == ""
    assert "for nothing" in judged(ALLOWED[name], contract="0.4 no longer uses it: it lies in another table")


def test_law9_what_a_migration_makes_itself_it_may_change() -> None:
    made = migrations.CreateModel("Room", [("id", models.BigAutoField(primary_key=True))])
    assert judged(made, migrations.AddField("room", "code", models.IntegerField())) == ""


def test_law9_nobody_listens_to_migrations_but_those_we_know() -> None:
    """A site gets its rights from the blank schema, not from signals; a new listener must be looked at."""
    known = {
        "create_contenttypes",  # public only (law 2)
        "create_permissions",  # in the blank schema; copied to the sites
        "create_extra_permissions",  # the same
        "connect_reference_index_signal_handlers",  # told once a run
        "clear_ct_cache",  # a cache of this process
    }
    found: set[str] = set()
    for sender in apps.get_app_configs():
        found |= {listener.__name__ for listener in itertools.chain(*post_migrate._live_receivers(sender))}
    assert found == known
