"""Row-level security for the tables of the public schema (law 3).

Every table in `public` is declared here or in a room's `registrations.py`: with a policy, or with an exemption
and its reason. `tenants.checks` fails for a table that is neither. The key is `samverk.tenant`, which the
database backend sets together with `search_path`.
"""

import hashlib
from dataclasses import dataclass

from django.db import connection

from samverk.kernel.registries import Registry
from tenants.models.tenant import SANDBOX_SUFFIX

SITE = "current_setting('samverk.tenant', true)"
OPERATOR_ONLY = f"{SITE} = 'public'"


#: What a sandbox has written is nobody else's to see (TP-08).
OUTSIDE_SANDBOXES = f"schema_name = {SITE} OR right(schema_name, {len(SANDBOX_SUFFIX)}) <> '{SANDBOX_SUFFIX}'"
#: A sandbox sees nothing but its own, and nobody else sees that.
APART_IN_SANDBOXES = (
    f"schema_name = {SITE} OR (right(schema_name, {len(SANDBOX_SUFFIX)}) <> '{SANDBOX_SUFFIX}'"
    f" AND right({SITE}, {len(SANDBOX_SUFFIX)}) <> '{SANDBOX_SUFFIX}')"
)


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


#: What a policy is in the catalogue's own words, as a hash.
_AS_IT_IS = """md5(concat_ws('|', p.polcmd, p.polpermissive, p.polroles::text, pg_get_expr(p.polqual, p.polrelid),
                              pg_get_expr(p.polwithcheck, p.polrelid)))"""


def apply_policies() -> int:
    """Put every declared policy in force on the tables that exist; returns how many tables have one.

    A policy's comment holds the hash of its declaration and of what the catalogue made of it. Where both are as
    they were, nothing is done: altering a table waits for everybody who reads it. Runs after the public schema's
    migrations.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                       array_agg(obj_description(p.oid, 'pg_policy')) FILTER (WHERE p.oid IS NOT NULL),
                       array_agg({_AS_IT_IS}) FILTER (WHERE p.oid IS NOT NULL)
                  FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY c.oid"""
        )
        existing = {row[0]: row[1:] for row in cursor.fetchall()}
    count = 0
    for table, rule in public_tables:
        if table not in existing or isinstance(rule, Exempt):
            continue
        count += 1
        forced, comments, found = existing[table]
        declared = hashlib.sha256(f"{rule.sees}|{rule.writes}".encode()).hexdigest()[:16]
        if not forced or len(found or []) != 4 or comments != [f"{declared} {each}" for each in found]:
            _apply(f'public."{table}"', rule, declared)
    return count


def _apply(name: str, rule: Policy, declared: str) -> None:
    writes = rule.writes or rule.sees
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(polname) FROM pg_policy WHERE polrelid = %s::regclass", [name])
        # All of them: one we did not make would open what ours close.
        drops = "".join(f"DROP POLICY {row[0]} ON {name};" for row in cursor.fetchall())
        cursor.execute(
            f"{drops}ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;"
            f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY;"
            f"CREATE POLICY samverk_read ON {name} FOR SELECT USING ({rule.sees});"
            f"CREATE POLICY samverk_insert ON {name} FOR INSERT WITH CHECK ({writes});"
            f"CREATE POLICY samverk_update ON {name} FOR UPDATE USING ({writes}) WITH CHECK ({writes});"
            f"CREATE POLICY samverk_delete ON {name} FOR DELETE USING ({writes});"
        )
        cursor.execute(f"SELECT p.polname, {_AS_IT_IS} FROM pg_policy p WHERE p.polrelid = %s::regclass", [name])
        for policy, found in cursor.fetchall():
            cursor.execute(f"COMMENT ON POLICY {policy} ON {name} IS '{declared} {found}'")
