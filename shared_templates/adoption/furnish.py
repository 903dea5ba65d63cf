"""A new municipality begins with everything that is released, as it is (TP-01)."""

from uuid import uuid5

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.catalogue.queries import newest_items
from tenants.models import Kind, Tenant


def begin_with_the_model(*, tenant: Tenant) -> None:
    """Take the newest of each item. A demo's municipalities take theirs by themselves, each at its own pace."""
    if tenant.kind != Kind.MUNICIPALITY or tenant.is_demo:
        return
    items = newest_items()
    releases = {item.release.uuid: item.release for item in items}
    for release in sorted(releases.values(), key=lambda one: (one.released_at, one.pk)):
        wanted = [item.key for item in items if item.release_id == release.pk]
        take_release(
            actor=HOUSE,
            uuid=uuid5(release.uuid, tenant.schema_name),
            release=release.uuid,
            now=clock.now(),
            keys=wanted,
        )
