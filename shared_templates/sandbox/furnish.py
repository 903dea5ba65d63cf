"""What applies in a sandbox that has just been made: what is released, and on it the drafts as they are now.

Both stand there as releases that only the sandbox sees, taken through the same door as in a municipality. So a tester
can undo the drafts, adapt what was there before, and take them again to see how the two are woven together.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.catalogue.package import hash_of_manifest
from shared_templates.catalogue.signing import public_key, sign
from shared_templates.masters.models import Master
from tenants.queries import active_schema

#: What both kinds of row say of an item.
_SAME = ("key", "kind", "code", "area", "title", "policy", "content", "content_hash", "requires", "credit")


def released_items(masters: Collection[Master]) -> list[ReleasedItem]:
    """What these said when they were released last, with the model's site active; one query."""
    rows = ReleasedItem.objects.filter(schema_name=active_schema(), key__in=[master.key for master in masters])
    versions = {master.key: master.version for master in masters}
    return [row for row in rows if row.version == versions[row.key]]


def let_drafts_apply(*, masters: Collection[Master], before: Collection[ReleasedItem], now: datetime) -> None:
    """Release and take both, with the sandbox active and empty, in the caller's transaction.

    Args:
        masters: all of the model's.
        before: what is released of them.
        now: the moment.
    """
    drafts = [
        ReleasedItem(
            **{name: getattr(master, name) for name in _SAME}, version=master.version + 1,
            made_for=master.made_for, made_for_version=master.made_for_version,
        )
        for master in masters
        if master.is_new
    ]  # fmt: skip
    released = [
        ReleasedItem(
            **{name: getattr(row, name) for name in _SAME}, version=row.version,
            made_for=row.made_for, made_for_version=row.made_for_version,
        )
        for row in before
    ]  # fmt: skip
    for name, items in ((_("Det som är släppt"), released), (_("Utkasten"), drafts)):
        if items:
            release = _write(name, items, now)
            take_release(actor=HOUSE, uuid=uuid4(), release=release.uuid, now=now)


def _write(name: str, items: Collection[ReleasedItem], now: datetime) -> Release:
    here = active_schema()
    content_hash = hash_of_manifest({"name": name, "items": sorted(item.content_hash for item in items)})
    release = Release.objects.create(
        schema_name=here, name=name, major=1, minor=0, patch=0, notes=_("Bara i övningsmiljön."), released_at=now,
        content_hash=content_hash, signature=sign(here, content_hash), signed_by=public_key(here),
    )  # fmt: skip
    for item in items:
        item.release, item.schema_name = release, here
    ReleasedItem.objects.bulk_create(items)
    return release
