"""Which sites lag behind the blank schema: two queries for all of them, and one more for those that differ."""

from dataclasses import dataclass

from tenants.connection import connection
from tenants.models import Kind, Tenant

BLANK_SCHEMA = "samverk_blank"


@dataclass(frozen=True, slots=True)
class Lagging:
    """A site that lacks migrations.

    Attributes:
        schema_name: the site's schema.
        state: hash of the migrations it has; sites with the same are migrated with the same plan.
    """

    schema_name: str
    state: str


def lagging_sites() -> tuple[list[Lagging], list[str]]:
    """Sites that lack a migration the blank schema has, and sites whose schema has no list of migrations at all."""
    names = list(
        Tenant.objects.exclude(kind=Kind.OPERATOR).order_by("schema_name").values_list("schema_name", flat=True)
    )
    if not names:
        return [], []
    states = states_of([BLANK_SCHEMA, *names])
    wanted = states.get(BLANK_SCHEMA, "")
    differing = [name for name in names if name in states and states[name] != wanted]
    # A site may also have more than the blank schema: names of migrations that the code no longer holds.
    applied = applied_in([BLANK_SCHEMA, *differing]) if differing else {}
    lagging = [Lagging(name, states[name]) for name in differing if applied[BLANK_SCHEMA] - applied[name]]
    return lagging, [name for name in names if name not in states]


def migrations_lacking(schema_names: list[str]) -> dict[str, list[str]]:
    """Schema → the migrations it lacks, as "app.name"; three queries at most.

    A schema without a list of its own lacks them all and is told as one line.
    """
    states = states_of([BLANK_SCHEMA, *schema_names])
    differing = [name for name in schema_names if name in states and states[name] != states.get(BLANK_SCHEMA, "")]
    applied = applied_in([BLANK_SCHEMA, *differing]) if differing else {}
    return {
        name: sorted(f"{app}.{migration}" for app, migration in applied[BLANK_SCHEMA] - applied[name])
        if name in applied
        else ([] if name in states else ["django_migrations"])
        for name in schema_names
    }


def states_of(schema_names: list[str]) -> dict[str, str]:
    """Schema → hash of its applied migrations; a schema that is missing, or has no list, is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname = 'django_migrations' AND n.nspname = ANY(%s)""",
            [schema_names],
        )
        found = [row[0] for row in cursor.fetchall()]
        if not found:
            return {}
        cursor.execute(
            " UNION ALL ".join(
                f"""SELECT '{name}', count(*) || ':' || bit_xor(hashtextextended(app || '.' || name, 0))
                      FROM "{name}".django_migrations"""
                for name in found
            )
        )
        return {name: state or "" for name, state in cursor.fetchall()}


def applied_in(schema_names: list[str]) -> dict[str, set[tuple[str, str]]]:
    """Schema → (app, migration) of each it has; one query."""
    if not schema_names:
        return {}
    applied: dict[str, set[tuple[str, str]]] = {name: set() for name in schema_names}
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"""SELECT '{name}', app, name FROM "{name}".django_migrations""" for name in schema_names
            )
        )
        for schema_name, app, migration in cursor.fetchall():
            applied[schema_name].add((app, migration))
    return applied
