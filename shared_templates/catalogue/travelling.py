"""How releases and the history of likeness travel with their site."""

from collections.abc import Iterable
from typing import Any

from shared_templates.catalogue.models import LikenessOfDay, Release, ReleasedItem
from tenants.life.rules import PublicPart
from tenants.queries import active_schema


def _load_releases(rows: Iterable[dict[str, Any]]) -> None:
    """What is there already stays: nothing that is released is ever changed, not by a restore either."""
    here = active_schema()
    known = set(Release.objects.filter(schema_name=here).values_list("uuid", flat=True))
    for row in rows:
        items = row.pop("items")
        if row["uuid"] in {str(uuid) for uuid in known}:
            continue
        release = Release.objects.create(schema_name=here, **row)
        ReleasedItem.objects.bulk_create(ReleasedItem(release=release, schema_name=here, **item) for item in items)


def _load_days(rows: Iterable[dict[str, Any]]) -> None:
    here = active_schema()
    LikenessOfDay.objects.filter(schema_name=here).delete()
    LikenessOfDay.objects.bulk_create(LikenessOfDay(schema_name=here, **row) for row in rows)


RELEASES = PublicPart(
    query="""SELECT to_jsonb(r) - 'id' - 'schema_name' || jsonb_build_object('items', (
                        SELECT jsonb_agg(to_jsonb(i) - 'id' - 'schema_name' - 'release_id' ORDER BY i.code, i.key)
                          FROM public.catalogue_releaseditem i WHERE i.release_id = r.id))
               FROM public.catalogue_release r
              WHERE r.schema_name = current_setting('samverk.tenant') ORDER BY r.released_at, r.uuid""",
    load=_load_releases,
)
DAYS = PublicPart(
    query="""SELECT to_jsonb(d) - 'id' - 'schema_name' FROM public.catalogue_likenessofday d
              WHERE d.schema_name = current_setting('samverk.tenant') ORDER BY d.day, d.area""",
    load=_load_days,
)
