"""The tenancy laws as system checks; the database ones run with `--database default` and in `samverk doctor`."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connection

from tenants.artifact import BLANK_SCHEMA
from tenants.catalogue import tables_by_schema
from tenants.policies import Exempt, public_tables


@checks.register("samverk")
def caches_carry_the_site(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Law 5: every cache alias but the explicitly global one has the site in its keys."""
    return [
        checks.Error(f"Cache {alias!r} has no site in its keys.", id="samverk.E005")
        for alias, options in settings.CACHES.items()
        if alias != "deployment" and options.get("KEY_FUNCTION") != "tenants.caching.site_key"
    ]


@checks.register("samverk")
def content_types_are_shared_only(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Law 2: content types per schema let process-wide caches mix two sites."""
    if "django.contrib.contenttypes" in settings.TENANT_APPS:
        return [checks.Error("contenttypes must not be among TENANT_APPS.", id="samverk.E002")]
    return []


@checks.register("samverk", checks.Tags.database)
def role_cannot_bypass_policies(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Law 3: neither superuser nor BYPASSRLS, or the policies are decoration."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        role, is_super, bypasses = cursor.fetchone()
    if is_super or bypasses:
        return [
            checks.Error(
                f"The database role {role!r} is superuser or has BYPASSRLS.",
                hint="Use a role made with NOSUPERUSER NOBYPASSRLS that owns the database.",
                id="samverk.E003",
            )
        ]
    return []


@checks.register("samverk", checks.Tags.database)
def public_tables_are_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Law 3: every table in `public` has a policy in force, or an exemption with its reason."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                      (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
                 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"""
        )
        rows = cursor.fetchall()
    problems: list[checks.CheckMessage] = []
    for table, forced, policies in rows:
        if table not in public_tables:
            problems.append(
                checks.Error(
                    f"The public table {table!r} has neither a policy nor an exemption.",
                    hint="Declare it in the room's registrations.py with tenants.policies.public_tables.",
                    id="samverk.E004",
                )
            )
        elif not isinstance(public_tables[table], Exempt) and (not forced or policies < 4):
            problems.append(
                checks.Error(
                    f"The policy of {table!r} is not in force.",
                    hint="Run `samverk migrate`.",
                    id="samverk.E006",
                )
            )
    return problems


@checks.register("samverk", checks.Tags.database)
def every_site_has_every_table(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Law 4: search_path falls through to `public`, so a missing table would silently be the operator's."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.tenants_tenant') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return []
        cursor.execute("SELECT schema_name FROM public.tenants_tenant WHERE schema_name <> 'public'")
        names = [row[0] for row in cursor.fetchall()]
    tables = tables_by_schema([*names, BLANK_SCHEMA])
    expected = tables.pop(BLANK_SCHEMA)
    return [
        checks.Error(
            f"The site {name!r} lacks tables: {', '.join(sorted(expected - found)[:5])}.",
            hint="Run `samverk migrate`.",
            id="samverk.E007",
        )
        for name, found in tables.items()
        if expected - found
    ]
