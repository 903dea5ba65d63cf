"""The database connection, typed as what it is: one that knows its site."""

from typing import TYPE_CHECKING, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db import connection as _connection

if TYPE_CHECKING:
    from tenants.backend.base import DatabaseWrapper

connection = cast("DatabaseWrapper", _connection)


def own_connection() -> "DatabaseWrapper":
    """This thread's connection itself, for who asks it many things: each word to `connection` finds it anew."""
    return cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS])
