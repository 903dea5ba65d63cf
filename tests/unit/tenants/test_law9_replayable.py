"""Law 9: what may be replayed in every schema, and what Django must run in each."""

import uuid

import pytest
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState
from django.utils import timezone

from tenants.migrating.plan import Plan, may_be_kept
from tenants.migrating.replayable import is_replayable


class Custom(migrations.AddIndex):
    """An operation of some package: what it does beside its SQL, nobody knows."""


def made(*operations: object, atomic: bool = True) -> Migration:
    kind = type("Migration", (Migration,), {"operations": list(operations), "atomic": atomic})
    return kind("0001_made_up", "people")


INDEX = models.Index(fields=["name"], name="a_name")
SAME = {
    "a column": migrations.AddField("unit", "a", models.CharField(max_length=3, default="x")),
    "an empty list": migrations.AddField("unit", "a", models.JSONField(default=list)),
    "an index": migrations.AddIndex("unit", INDEX),
    "sql": migrations.RunSQL("SELECT 1"),
    "hidden sql": migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL("SELECT 1")]),
    "python for the models only": migrations.SeparateDatabaseAndState(state_operations=[Custom("unit", INDEX)]),
}
EACH_ITS_OWN = {
    "python": migrations.RunPython(migrations.RunPython.noop),
    "hidden python": migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunPython(migrations.RunPython.noop)]
    ),
    "a uuid a site": migrations.AddField("unit", "a", models.UUIDField(default=uuid.uuid4)),
    "the time of day": migrations.AddField("unit", "a", models.DateTimeField(default=timezone.now)),
    "the time it was made": migrations.AddField("unit", "a", models.DateTimeField(auto_now_add=True)),
    "an operation we do not know": Custom("unit", INDEX),
}


@pytest.mark.parametrize("name", SAME)
def test_law9_the_same_in_every_schema(name: str) -> None:
    assert is_replayable(made(SAME[name]))
    assert not is_replayable(made(SAME[name], *EACH_ITS_OWN.values()))


@pytest.mark.parametrize("name", EACH_ITS_OWN)
def test_law9_each_its_own(name: str) -> None:
    assert not is_replayable(made(EACH_ITS_OWN[name]))


def test_law9_sql_that_names_the_schema_is_not_replayed() -> None:
    migration = made(SAME["sql"])
    assert may_be_kept(migration, [("ALTER TABLE people_unit ADD hjo_id int", None)], "hjo")
    assert not may_be_kept(migration, [('ALTER TABLE "hjo".people_unit ADD a int', None)], "hjo")
    assert not may_be_kept(migration, [("SELECT 'hjo'::regnamespace", None)], "hjo")


def test_law9_one_transaction_but_for_those_that_refuse_it() -> None:
    plan = Plan([made(), made(), made(atomic=False), made(atomic=False), made()], ProjectState())
    assert plan.steps() == [[0, 1], [2], [3], [4]]
