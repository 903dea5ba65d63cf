"""django-tenants' backend with our two laws built in.

1. `search_path` and the row-level-security key `samverk.tenant` are set in *one* statement (law 3), so no
   moment exists where a connection looks into one site and holds the key of another.
2. The content type cache survives a change of site: content types live in `public` only, their ids are
   global (law 2), and emptying the cache on every request would cost a query each time.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg2
from django.db.utils import DatabaseError
from django_tenants.postgresql_backend import base

from tenants.backend.introspection import SiteIntrospection
from tenants.prepared import Prepared, ask

SET_SITE = "SELECT set_config('search_path', %s, false), set_config('samverk.tenant', %s, false)"


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; knows which site it serves and tells PostgreSQL at most once per change."""

    #: (search_path, site) as PostgreSQL knows it; None when that is not certain.
    _site_in_server: tuple[str, str] | None = None
    #: The site's stamp of standing as the request that is answered read it; None outside requests.
    standing: int | None = None
    #: Whose request it is, by key, and the stamp of what is theirs alone.
    person: tuple[int, int] | None = None
    #: Has the request that is answered begun no transaction, and none within one, since its person was read?
    has_only_read = False

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Choose the site for all later statements; sends nothing until the next statement."""
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public
        self.set_settings_schema(self.schema_name)
        self.search_path_set_schemas = None
        self.standing, self.has_only_read = None, False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.introspection = SiteIntrospection(self)
        self.prepared = Prepared()
        self._asking: Any = None
        #: Schemas this connection has looked into since it was opened.
        self.sites_seen: set[str] = set()

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        # A transaction reads its own changes, which no stamp tells of before it has ended.
        self.standing, self.has_only_read = None, False
        super().set_autocommit(autocommit, *args, **kwargs)

    def _savepoint(self, sid: str) -> None:
        self.has_only_read = False
        super()._savepoint(sid)

    def stand_by(self, stamp: int, person: tuple[int, int] | None = None) -> None:
        """For the rest of the request answers may be kept under this stamp of the active site.

        Args:
            stamp: read by this request, before anything that is to be kept under it.
            person: whose request it is, and their own stamp, read with the site's.
        """
        self.has_only_read = True
        if not self.in_atomic_block:
            self.standing, self.person = stamp, person

    def asking(self, *, in_transaction: bool = False) -> Any:
        """A cursor of the driver's that asks for the active site, without what Django wraps around each.

        For reading a few rows at once and all of them. None where it is Django's business: somebody listens to the
        questions, a transaction may be broken, there is no connection. Whether it still lives is not asked: whoever
        reads with the cursor goes the long way when it does not.

        Args:
            in_transaction: may it ask inside one that is whole?
        """
        if self.queries_logged or self.execute_wrappers or self.connection is None:
            return None
        if self.in_atomic_block and (self.needs_rollback or not in_transaction):
            return None
        with self.wrap_database_errors:
            if self._asking is None or self._asking.closed:
                self._asking = self.create_cursor()
            self._handle_search_path(self._asking)
        return self._asking

    def write_steady(self, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows that a steady statement returns of what it writes (`prepared.ask`), for rooms below this one.

        As after a transaction, what the request reads from now on is asked of the database.
        """
        self.standing, self.has_only_read = None, False
        return ask(sql, values, steady=True)

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        # What is prepared is planned once (decision 0023); statements that are not prepared do not heed it.
        params["options"] = f"{params.get('options', '')} -c plan_cache_mode=force_generic_plan".strip()
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        # What was prepared belongs to the connection that is gone.
        self.prepared = Prepared()
        self._asking = None
        self.sites_seen = set()
        return super().get_new_connection(conn_params)

    def close(self) -> None:
        self._site_in_server = None
        super().close()

    def rollback(self) -> None:
        # A session-level setting made inside a transaction is undone with it.
        self._site_in_server = None
        super().rollback()

    def savepoint_rollback(self, sid: str) -> None:
        # Forgotten after the rollback, not before: the cursor it takes may itself set a site that was chosen
        # inside the savepoint, and the rollback then undoes that setting too.
        try:
            super().savepoint_rollback(sid)
        finally:
            self._site_in_server = None

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self._setting_search_path or self.search_path_set_schemas:
            return
        paths = self._get_cursor_search_paths()
        wanted = (",".join(base.quote_schema_name(path) for path in paths), str(self.schema_name))
        if self._site_in_server == wanted:
            self.search_path_set_schemas = paths
            return
        self._setting_search_path = True
        setter = self.connection.cursor() if cursor is None else cursor
        try:
            setter.execute(SET_SITE, wanted)
        except (DatabaseError, psycopg2.InternalError):
            # Inside a transaction that already failed only ROLLBACK is possible; it goes through here.
            self.search_path_set_schemas = None
            self._site_in_server = None
        else:
            self.search_path_set_schemas = paths
            self._site_in_server = wanted
            self.sites_seen.add(wanted[1])
        finally:
            self._setting_search_path = False
            if cursor is None:
                setter.close()
