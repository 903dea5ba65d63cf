"""Row-level security for the tables of the public schema (law 3).

Every table in `public` is declared here or in a room's `registrations.py`: with a policy, or with an exemption
and its reason. `tenants.checks` fails for a table that is neither. The key is `samverk.tenant`, which the
database backend sets together with `search_path`.
"""

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

    Idempotent. Runs after the public schema's migrations.
    """
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        existing = {row[0] for row in cursor.fetchall()}
        for table, rule in public_tables:
            if table not in existing or isinstance(rule, Exempt):
                continue
            name = f'public."{table}"'
            writes = rule.writes or rule.sees
            cursor.execute(
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
            )
            count += 1
    return count
