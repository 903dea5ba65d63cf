"""Look for anything left of an erased site, wherever a site can leave something."""

import re
from dataclasses import dataclass

from django.core.cache import caches

from tenants.broker import broker, count_messages
from tenants.connection import connection
from tenants.kept_files import kept_folder
from tenants.life.removal import schemas_of
from tenants.life.staging import staging_folder
from tenants.policies import OPERATORS, Exempt, public_tables
from tenants.storage_places import site_folder

#: The operator's own evidence that the site existed and was erased: organisation and times, no person.
EVIDENCE = frozenset({"kernel_auditentry", "life_operation"})


@dataclass(frozen=True, slots=True)
class Names:
    """What a site is known by."""

    schema_name: str
    slug: str
    uuid: str
    hosts: tuple[str, ...]


def scan(names: Names) -> dict[str, int]:
    """Place → how much is left there. All are 0 after an erasure.

    Public tables are read with both keys, the operator's and the site's own: what row-level security would have
    shown the site is seen too.
    """
    return {
        "schemas": len(schemas_of(names.schema_name)),
        "public_rows": sum(_rows(names, key) for key in ("public", names.schema_name)),
        "files": sum(
            1
            for folder in (
                site_folder(names.schema_name),
                kept_folder(names.schema_name),
                staging_folder(names.schema_name),
            )
            if folder.exists()
        ),
        "cache_keys": _keys(names.schema_name),
        "queued_messages": count_messages(names.schema_name),
    }


def _rows(names: Names, key: str) -> int:
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            # A table that nobody declared fails `tenants.checks`.
            if table in EVIDENCE or table not in public_tables:
                continue
            rule = public_tables[table]
            if isinstance(rule, Exempt):
                continue
            # Words of the operator's own may be spelled like a short name; a uuid is nobody else's.
            wanted = [names.uuid] if rule is OPERATORS else [names.schema_name, names.slug, names.uuid, *names.hosts]
            cursor.execute("SELECT set_config('samverk.tenant', %s, false)", [key])
            cursor.execute(
                f'SELECT count(*) FROM public."{table}" t WHERE EXISTS '
                "(SELECT 1 FROM json_each_text(row_to_json(t)) v WHERE v.value = ANY (%s))",
                [wanted],
            )
            count += cursor.fetchone()[0]
        cursor.execute("SELECT set_config('samverk.tenant', %s, false)", [str(connection.schema_name)])
    return count


def _keys(schema_name: str) -> int:
    """Keys of cache and broker, and fields of their hashes, that carry the site's name as a part of their own."""
    named = re.compile(rb"(^|[:/])" + re.escape(schema_name.encode()) + rb"([:/ ]|$)")
    clients = [caches["default"]._cache.get_client(None, write=False), broker()]  # type: ignore[attr-defined]
    found = {(number, key) for number, client in enumerate(clients) for key in client.scan_iter(count=1000)}
    for number, client in enumerate(clients):
        for key in client.scan_iter(match="deployment:*", count=1000, _type="hash"):
            found |= {(number, field) for field in client.hkeys(key)}
    clients[1].close()
    return sum(1 for _number, key in found if named.search(key))
