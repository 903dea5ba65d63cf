"""Bring the database to today's code: `public` first, then only the sites that lag (law 9)."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import transaction
from django.db.migrations.loader import MigrationLoader

from samverk.identity.operators import give_operators_their_right
from samverk.kernel import clock
from samverk.kernel.standard_rights import give_standard_rights, note_given_everywhere, sites_without
from tenants.artifact import find_artifact, renew_artifact
from tenants.connection import connection
from tenants.migrating.lagging import lagging_sites
from tenants.migrating.lock import migration_lock
from tenants.migrating.plan import Plan
from tenants.migrating.report import Report, SitesNotMigrated
from tenants.migrating.run import migrate_sites
from tenants.models import Domain, Kind, Tenant
from tenants.policies import apply_policies
from tenants.site_context import site

Say = Callable[[str], None]


def migrate(*, keep_going: bool = False, on_progress: Say = lambda text: None) -> Report:
    """Migrate `public`, the blank schema and every lagging site; one at a time in a database.

    Nothing lags: a few queries, whatever the number of sites. Killed in the middle: every site is as before or
    up to date, and the next run takes those that lag.

    Args:
        keep_going: go on to the next site after one that failed.
        on_progress: told what is being done.

    Raises:
        SitesNotMigrated: when some site is not up to date; carries the report.
        DatabaseIsNewer: when the code is older than the database.
    """
    with migration_lock(on_wait=lambda: on_progress("En annan uppdatering pågår. Väntar på den")):
        connection.set_schema_to_public()
        if public_lags():
            on_progress("Lägger upp de gemensamma tabellerna")
            call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
            connection.set_schema_to_public()
        apply_policies()
        ensure_operator()
        with transaction.atomic():
            give_operators_their_right()
        plans = _bring_blank(on_progress)
        report = migrate_sites(plans=plans, keep_going=keep_going, on_progress=on_progress)
        _give_standard_rights(report)
    if not report.ok:
        raise SitesNotMigrated(report)
    return report


def _give_standard_rights(report: Report) -> None:
    """A release may bring a right that the house's own groups are to have; most do not."""
    connection.set_schema_to_public()
    for tenant in Tenant.objects.filter(schema_name__in=sites_without(report.changed)):
        with site(tenant), transaction.atomic():
            give_standard_rights()
    if report.ok and report.sites:
        note_given_everywhere()


def _bring_blank(on_progress: Say) -> dict[str, Plan]:
    """The blank schema goes first: what its migrations did is what most sites need."""
    if find_artifact() is not None:
        return {}
    _artifact, updated = renew_artifact(on_progress=on_progress)
    return dict([updated]) if updated else {}


def public_lags() -> bool:
    """Are there migrations on disk that `public` has not seen?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return True
    loader = MigrationLoader(connection)
    return bool(set(loader.disk_migrations) - set(loader.applied_migrations))


def lagging_schemas() -> list[str]:
    """Schemas of the sites that lack a migration, or lack their tables; a few queries for all."""
    lagging, without_tables = lagging_sites()
    return [*(site.schema_name for site in lagging), *without_tables]


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
