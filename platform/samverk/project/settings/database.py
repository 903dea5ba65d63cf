"""PostgreSQL through our own backend, which sets search_path and the RLS key in one step (law 3)."""

from psycopg2.extensions import parse_dsn

from .env import DATABASE_URL

_dsn = parse_dsn(DATABASE_URL)

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
