"""PostgreSQL through our own backend, which sets search_path and the RLS key in one step (law 3)."""

import re

from django.core.exceptions import ImproperlyConfigured
from psycopg2 import ProgrammingError
from psycopg2.extensions import parse_dsn

from .env import DATABASE_URL


def read_database_url(url: str) -> dict[str, str]:
    """The parts of DATABASE_URL.

    libpq quotes what it does not understand, passwords too; and a password with @ or / in it becomes a host or a
    port, which a failed connection then quotes. So what is wrong is told in our own words, here.
    """
    try:
        parts = parse_dsn(url)
    except ProgrammingError:
        parts = None
    if parts is None:
        raise ImproperlyConfigured(
            "DATABASE_URL går inte att läsa. Den ska se ut så här: postgresql://användare:lösenord@server:5432/databas."
        )
    misplaced = parts.get("host", "") + parts.get("dbname", "")
    if "@" in misplaced or not re.fullmatch(r"[\d,]*", parts.get("port", "")):
        raise ImproperlyConfigured(
            "DATABASE_URL går inte att läsa: servern eller porten är inte skriven rätt. Om lösenordet innehåller "
            "@ : / eller # ska de skrivas %40 %3A %2F och %23."
        )
    return {str(key): str(value) for key, value in parts.items()}


_dsn = read_database_url(DATABASE_URL)

DATABASES = {
    "default": {
        "ENGINE": "tenants.backend",
        "NAME": _dsn.pop("dbname", "samverk"),
        "USER": _dsn.pop("user", ""),
        "PASSWORD": _dsn.pop("password", ""),
        "HOST": _dsn.pop("host", ""),
        "PORT": _dsn.pop("port", ""),
        # Catalogue caches grow with every site a connection has visited (law 10): recycle.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "samverk", **_dsn},
    }
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
