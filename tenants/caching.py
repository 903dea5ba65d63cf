"""Cache keys carry the site (law 5)."""

from tenants.connection import connection


def site_key(key: str, key_prefix: str, version: int) -> str:
    """KEY_FUNCTION of every cache alias that is not explicitly global.

    Args:
        key: what the code asked for.
        key_prefix: KEY_PREFIX of the alias.
        version: Django's cache version.
    """
    return f"{connection.schema_name}:{key_prefix}:{version}:{key}"
