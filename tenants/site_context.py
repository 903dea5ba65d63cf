"""Work in another site's schema for a while, and come back whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from tenants.connection import connection
from tenants.models import Tenant


@contextmanager
def site(tenant: Tenant) -> Iterator[Tenant]:
    """Make `tenant` the active site inside the block; the one before is restored after it."""
    before = connection.tenant
    connection.set_tenant(tenant)
    try:
        yield tenant
    finally:
        connection.set_tenant(before)


@contextmanager
def operator_site() -> Iterator[None]:
    """Work in `public` inside the block."""
    before = connection.tenant
    connection.set_schema_to_public()
    try:
        yield
    finally:
        connection.set_tenant(before)
