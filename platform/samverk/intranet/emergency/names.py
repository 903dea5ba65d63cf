"""A pack made before somebody was protected holds their name: it goes, and a new one is made (LAW-24)."""

from django.core.files.storage import default_storage
from django.db import transaction

from samverk.identity.models import User
from samverk.intranet.emergency.actions.build_emergency_pack import build_emergency_pack
from samverk.intranet.emergency.queries import all_packs
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tenants.queries import active_schema, tenant_in
from tenants.site_context import site


def follow_name(*, user: User, before: str) -> None:
    """Make the pack anew when the protection is in force; a name given back waits for the night's pack.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    if user.is_protected and all_packs():
        schema = active_schema()
        # A file does not come back with a transaction that is undone.
        transaction.on_commit(lambda: _make_anew(schema))


def _make_anew(schema: str) -> None:
    tenant = tenant_in(schema)
    with site(tenant):
        # Gone first: should the new one fail, the name is gone all the same.
        for pack in all_packs():
            default_storage.delete(pack.name)
        with transaction.atomic():
            build_emergency_pack(actor=HOUSE, tenant=tenant, now=clock.now())
