"""The parts of the bench that need Django, each run in a process of its own on one database."""

import hashlib
import json
import statistics
import time


def database(*, base: str, name: str, anew: bool) -> str:
    """A database on the same server, empty or as it was left; gives its address."""
    if anew:
        drop_database(base=base, name=name)
        _administer(base, f'CREATE DATABASE "{name}"')
    head, _, query = base.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def drop_database(*, base: str, name: str) -> None:
    """Remove it; the server's own vacuum may be in it for a moment."""
    import psycopg2.errors

    for _attempt in range(40):
        try:
            return _administer(base, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except psycopg2.errors.InsufficientPrivilege:
            time.sleep(0.5)
    return None


def _administer(base: str, statement: str) -> None:
    import psycopg2

    connection = psycopg2.connect(base)
    try:
        connection.autocommit = True
        connection.cursor().execute(statement)
    finally:
        connection.close()


def build() -> None:
    """Tables, static files, Skara."""
    from samverk.project.migrating import migrate
    from samverk.project.static_files import collect_static

    migrate()
    collect_static()
    _create("skara", "Skara")


def size() -> dict[str, float]:
    """Of the whole database."""
    from tenants.connection import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()), (SELECT count(*) FROM pg_class WHERE relkind = 'r')"
        )
        octets, tables = cursor.fetchone()
    return {"megabytes": octets / 1024 / 1024, "tables": tables}


def create(*, first: int, count: int) -> dict[str, list[float]]:
    """More sites, but those that exist; says a line when it is ready to begin."""
    print(json.dumps("ready"), flush=True)
    made = [_create(f"bench-{number}", f"Bench {number}") for number in range(first, first + count)]
    return {"seconds": [seconds for seconds in made if seconds]}


def _create(slug: str, name: str) -> float:
    from samverk.kernel.actions.record_audit import HOUSE
    from tenants.actions.create_tenant import NewTenant, create_tenant
    from tenants.models import Tenant

    if Tenant.objects.filter(slug=slug).exists():
        return 0.0
    started = time.perf_counter()
    create_tenant(actor=HOUSE, new=NewTenant(slug=slug, name=name, kind="cooperation", hosts=(f"{slug}.localhost",)))
    return time.perf_counter() - started


def people() -> list[tuple[str, str]]:
    """One signed-in employee a site: (host, cookie), Skara's first."""
    from importlib import import_module

    from django.conf import settings

    from samverk.identity.models import User
    from tenants.queries import primary_hosts, tenants_in_use
    from tenants.site_context import site

    found = []
    tenants = sorted(tenants_in_use(), key=lambda tenant: tenant.slug != "skara")
    hosts = primary_hosts([tenant.schema_name for tenant in tenants])
    for tenant in tenants:
        with site(tenant):
            user, _made = User.objects.get_or_create(
                username="bench", display_name="Bench", issuer="bench", subject="bench"
            )
            session = import_module(settings.SESSION_ENGINE).SessionStore()
            session["_auth_user_id"] = str(user.pk)
            session["_auth_user_backend"] = "samverk.identity.backends.PersonBackend"
            session["_auth_user_hash"] = user.get_session_auth_hash()
            session.create()
        found.append((hosts[tenant.schema_name], f"{settings.SESSION_COOKIE_NAME}={session.session_key}"))
    return found


def content_hash() -> str:
    """Hash of every row of Skara but sessions."""
    from tenants.catalogue import tables_by_schema
    from tenants.connection import connection

    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(tables_by_schema(["skara"])["skara"] - {"django_session"}):
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM skara.\"{table}\" t"
            )
            digest.update(f"{table}{cursor.fetchone()[0]}".encode())
    return digest.hexdigest()


def each_site() -> dict[str, float]:
    """Seconds a site took in the last run."""
    from tenants.queries import latest_migration_report

    report = latest_migration_report()
    assert report is not None
    seconds = [site.seconds for site in report.sites]
    return {"median": statistics.median(seconds), "slowest": max(seconds)}


STEPS = {
    name.__name__: name for name in (database, drop_database, build, size, create, people, content_hash, each_site)
}
