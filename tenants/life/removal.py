"""Take away everything of a site: first what one transaction holds, then what lies outside the database."""

import re
import shutil
from dataclasses import dataclass

from django.core.cache import caches

from samverk.kernel.registries import Registry
from tenants.broker import remove_messages
from tenants.connection import connection
from tenants.kept_files import kept_folder, live_files
from tenants.life.staging import keep, staging_folder
from tenants.models import Tenant
from tenants.site_context import site
from tenants.storage_places import site_folder

#: What other rooms keep of a site outside its schema and must remove: called with the site active.
site_erasers: "Registry[object]" = Registry("erasers of what a site keeps in public")


@dataclass(frozen=True, slots=True)
class Removed:
    """What there was; `sandboxes` are the schemas of those that went with their template."""

    schemas: list[str]
    tables: int
    rows: int
    sandboxes: list[str]


def schemas_of(schema_name: str) -> list[str]:
    """The site's schema and those that restores have left beside it, as far as they exist and are no other site's."""
    pattern = rf"^{re.escape(schema_name)}(_before_\d{{8}}t\d{{6}}|_restoring)?$"
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ %s ORDER BY 1", [pattern])
        found = [row[0] for row in cursor.fetchall()]
    others = set(Tenant.objects.exclude(schema_name=schema_name).values_list("schema_name", flat=True))
    return [name for name in found if name not in others]


def remove_rows(tenant: Tenant) -> Removed:
    """Schema, rows in `public`, the site itself: in the transaction that is open, with the operator's site active.

    A template's sandbox goes with it.

    Raises:
        ValueError: for the operator's own site.
    """
    if tenant.is_operator:
        raise ValueError("The operator's own site cannot be deleted")
    # Whoever writes about every site (the anchors) passes by one that is held.
    Tenant.objects.select_for_update().get(pk=tenant.pk)
    belonging = {each.schema_name: remove_rows(each) for each in Tenant.objects.filter(sandbox_of=tenant)}
    with site(tenant):
        for erase in site_erasers.values():
            erase()  # type: ignore[operator]
    connection.set_schema_to_public()
    schemas = schemas_of(tenant.schema_name)
    tables, rows = _size(schemas)
    with connection.cursor() as cursor:
        for name in schemas:
            cursor.execute(f'DROP SCHEMA "{name}" CASCADE')
    tenant.delete()
    return Removed(
        [*schemas, *(name for each in belonging.values() for name in each.schemas)],
        tables + sum(each.tables for each in belonging.values()),
        rows + sum(each.rows for each in belonging.values()),
        list(belonging),
    )


def remove_traces(schema_name: str) -> dict[str, int]:
    """Files, cache keys, waiting messages of a site whose rows are gone; harmless to repeat.

    Returns:
        How many of each there were.
    """
    files = sum(1 for _file in live_files(schema_name))
    for folder in (site_folder(schema_name), kept_folder(schema_name), staging_folder(schema_name)):
        shutil.rmtree(folder, ignore_errors=True)
    keep(schema_name)
    return {
        "files": files,
        "cache_keys": forget_cached(schema_name),
        "messages": remove_messages(schema_name),
    }


def forget_cached(schema_name: str) -> int:
    """Delete the site's cache keys, which begin with its schema's name, and what global ones say of it.

    A global hash has fields that begin with the site and a blank, as the counters of requests do.
    """
    count = 0
    named = re.compile(rb":" + re.escape(schema_name.encode()) + rb"(:|$)")
    client = caches["default"]._cache.get_client(None, write=True)  # type: ignore[attr-defined]
    for key in client.scan_iter(match=f"{schema_name}:*", count=1000):
        count += int(client.delete(key))
    for key in client.scan_iter(match="deployment:*", count=1000):
        kind = client.type(key)
        if kind == b"hash":
            fields = [name for name in client.hkeys(key) if name.startswith(f"{schema_name} ".encode())]
            count += int(client.hdel(key, *fields)) if fields else 0
        elif kind == b"string" and (named.search(key) or schema_name.encode() in (client.get(key) or b"")):
            # Only a cache: one too many costs a query.
            count += int(client.delete(key))
    return count


def _size(schemas: list[str]) -> tuple[int, int]:
    tables = rows = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY (%s)", [schemas])
        for schema_name, table in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{schema_name}"."{table}"')
            tables, rows = tables + 1, rows + cursor.fetchone()[0]
    return tables, rows
