"""Row-level security for the tables of the public schema (law 3).

Every table in `public` is declared here or in a room's `registrations.py`: with a policy, or with an exemption
and its reason. `tenants.checks` fails for a table that is neither. The key is `samverk.tenant`, which the
database backend sets together with `search_path`.
"""

import hashlib
from dataclasses import dataclass

from django.db import connection

from samverk.kernel.registries import Registry

SITE = "current_setting('samverk.tenant', true)"
OPERATOR_ONLY = f"{SITE} = 'public'"


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rows the active site sees and may write.

    Attributes:
        sees: SQL condition for reading.
        writes: SQL condition for rows written; the same as `sees` when None.
    """

    sees: str
    writes: str | None = None


@dataclass(frozen=True, slots=True)
class Exempt:
    """A table without a policy, and why that is safe."""

    reason: str


public_tables: Registry[Policy | Exempt] = Registry("tables of the public schema")

#: The operator's own people, sessions and log: invisible from every site.
OPERATORS = Policy(sees=OPERATOR_ONLY)
#: Needed before a site is known, and by every site to link to the others; only the operator writes.
READ_BY_ALL = Policy(sees="true", writes=OPERATOR_ONLY)


def apply_policies() -> int:
    """Put every declared policy in force on the tables that exist; returns how many tables have one.

    A policy carries the hash of its declaration as a comment, so that what is in force already is left alone:
    altering a table waits for everybody who reads it. Runs after the public schema's migrations.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                      array_agg(obj_description(p.oid, 'pg_policy')) FILTER (WHERE p.oid IS NOT NULL)
                 FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY c.oid"""
        )
        existing = {table: (forced, comments) for table, forced, comments in cursor.fetchall()}
        count = 0
        for table, rule in public_tables:
            if table not in existing or isinstance(rule, Exempt):
                continue
            count += 1
            mark = hashlib.sha256(f"{rule.sees}|{rule.writes}".encode()).hexdigest()[:16]
            if existing[table] == (True, [mark] * 4):
                continue
            cursor.execute(_policy_sql(f'public."{table}"', rule, mark))
    return count


def _policy_sql(name: str, rule: Policy, mark: str) -> str:
    writes = rule.writes or rule.sees
    comments = "".join(
        f"COMMENT ON POLICY samverk_{verb} ON {name} IS '{mark}';" for verb in ("read", "insert", "update", "delete")
    )
    return (
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY;"
        f"DROP POLICY IF EXISTS samverk_read ON {name};"
        f"DROP POLICY IF EXISTS samverk_insert ON {name};"
        f"DROP POLICY IF EXISTS samverk_update ON {name};"
        f"DROP POLICY IF EXISTS samverk_delete ON {name};"
        f"CREATE POLICY samverk_read ON {name} FOR SELECT USING ({rule.sees});"
        f"CREATE POLICY samverk_insert ON {name} FOR INSERT WITH CHECK ({writes});"
        f"CREATE POLICY samverk_update ON {name} FOR UPDATE USING ({writes}) WITH CHECK ({writes});"
        f"CREATE POLICY samverk_delete ON {name} FOR DELETE USING ({writes});"
    ) + comments
