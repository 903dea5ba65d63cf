"""Bring the database to today's code: `public` first, then only the sites that lag (law 9)."""

from collections.abc import Callable

from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from samverk.kernel import clock
from tenants.artifact import BLANK_SCHEMA, ensure_artifact
from tenants.connection import connection
from tenants.models import Domain, Kind, Tenant
from tenants.policies import apply_policies

Say = Callable[[str], None]


def migrate(*, on_progress: Say = lambda text: None) -> list[str]:
    """Migrate `public` and every lagging site; returns the names of the sites that changed.

    Nothing lags: a few queries, whatever the number of sites.
    """
    connection.set_schema_to_public()
    if public_lags():
        on_progress("Lägger upp de gemensamma tabellerna")
        call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
        connection.set_schema_to_public()
    apply_policies()
    ensure_operator()
    ensure_artifact(on_progress=on_progress)
    changed = lagging_schemas()
    for number, name in enumerate(changed, start=1):
        on_progress(f"Uppdaterar {name} ({number} av {len(changed)})")
        call_command("migrate_schemas", schema_name=name, tenant=True, interactive=False, verbosity=0)
        connection.set_schema_to_public()
    return changed


def public_lags() -> bool:
    """Are there migrations on disk that `public` has not seen?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return True
    loader = MigrationLoader(connection)
    return bool(set(loader.disk_migrations) - set(loader.applied_migrations))


def lagging_schemas() -> list[str]:
    """Sites whose list of migrations differs from the blank schema's; one query for all."""
    names = list(Tenant.objects.exclude(kind=Kind.OPERATOR).values_list("schema_name", flat=True))
    if not names:
        return []
    parts = " UNION ALL ".join(
        f"""SELECT '{name}' AS name, md5(string_agg(app || '.' || name, ',' ORDER BY app, name)) AS state
              FROM "{name}".django_migrations"""
        for name in [BLANK_SCHEMA, *names]
    )
    with connection.cursor() as cursor:
        cursor.execute(parts)
        states = dict(cursor.fetchall())
    return [name for name in names if states[name] != states[BLANK_SCHEMA]]


def ensure_operator(hosts: tuple[str, ...] = ("localhost", "drift.localhost")) -> Tenant:
    """The operator's own site, in `public`."""
    operator, _created = Tenant.objects.get_or_create(
        schema_name="public",
        defaults={
            "slug": "drift",
            "kind": Kind.OPERATOR,
            "name": "Drift",
            "official_name": "Samverk drift",
            "mark": "SV",
            "brand_colour": "#3a4654",
            "languages": ["sv"],
            "created_at": clock.now(),
        },
    )
    for number, host in enumerate(hosts):
        Domain.objects.get_or_create(domain=host, defaults={"tenant": operator, "is_primary": number == 0})
    return operator
