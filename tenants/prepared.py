"""Questions that PostgreSQL puts together once a connection and site, and then only answers.

Planning a question over six tables costs the database five times as much as answering it from its indexes. A question
asked a few times for the same site on the same connection is therefore prepared there, and executed by name after that.
A name belongs to one site; and were it ever executed for another, PostgreSQL would notice that the search path is
another and put the question together anew, for the tables of the site that asks (decision 0023).
"""

import functools
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import InterfaceError, NotSupportedError, OperationalError
from django.db.backends.utils import CursorWrapper
from psycopg2 import errorcodes

from tenants.connection import connection, own_connection

#: So many questions stay prepared on a connection, about 40 kB each; the one not asked for longest is let go.
MOST = 500
_PLACES = re.compile(r"%%|%s|%\((\w+)\)s")
_FROM = re.compile(r'\bFROM\s+"?(?!SELECT\b)(\w+)"?', re.IGNORECASE)


class _Statement:
    """A question with numbered places, and which argument goes where."""

    def __init__(self, sql: str) -> None:
        self.names: list[str | None] = []
        self.sql = sql
        self.text = _PLACES.sub(self._place, sql)
        self.call = f"({', '.join(['%s'] * len(self.names))})" if self.names else ""
        table = _FROM.search(sql)
        self.hint = table[1][:30] if table else "rows"

    def _place(self, found: "re.Match[str]") -> str:
        if found[0] == "%%":
            return "%"
        self.names.append(found[1])
        return f"${len(self.names)}"

    def arguments(self, values: Sequence[Any] | Mapping[str, Any]) -> list[Any]:
        """The values in the order of the places."""
        if isinstance(values, Mapping):
            return [values[str(name)] for name in self.names]
        return list(values)


_statement = functools.lru_cache(maxsize=2000)(_Statement)


class Prepared:
    """What is prepared on one connection."""

    def __init__(self) -> None:
        #: Site and question → how often it was asked, or the name it is prepared under.
        self._known: OrderedDict[tuple[str, str], int | str] = OrderedDict()
        self._made = 0

    def name_for(self, cursor: CursorWrapper, site: str, statement: _Statement) -> str | None:
        """The name to execute, or None while the question has not been asked often enough here."""
        key = (site, statement.sql)
        found = self._known.get(key, 0)
        if isinstance(found, int):
            found = self._ask_again(cursor, found, statement)
            self._known[key] = found
        self._known.move_to_end(key)
        while len(self._known) > MOST:
            _key, old = self._known.popitem(last=False)
            if isinstance(old, str):
                _raw(cursor, f"DEALLOCATE {old}")
        return found if isinstance(found, str) else None

    def known(self, site: str, statement: _Statement) -> str | None:
        """The name it is prepared under, if it is."""
        found = self._known.get((site, statement.sql))
        if not isinstance(found, str):
            return None
        self._known.move_to_end((site, statement.sql))
        return found

    def forget(self, cursor: CursorWrapper, site: str, statement: _Statement) -> None:
        """Let go of one whose tables have changed."""
        name = self._known.pop((site, statement.sql), None)
        if isinstance(name, str):
            _raw(cursor, f"DEALLOCATE {name}")

    def lose(self, site: str, statement: _Statement) -> None:
        """Forget the name of one that is not there any more."""
        self._known.pop((site, statement.sql), None)

    def _ask_again(self, cursor: CursorWrapper, asked: int, statement: _Statement) -> int | str:
        if asked < settings.TENANT_PREPARE_AFTER:
            return asked + 1
        self._made += 1
        name = f"kept_{statement.hint}_{self._made}"
        _raw(cursor, f"PREPARE {name} AS {statement.text}")
        return name


def ask(sql: str, values: Sequence[Any] | Mapping[str, Any] = (), *, steady: bool = False) -> list[tuple[Any, ...]]:
    """The rows of a question, for the active site.

    Args:
        sql: with `%s` or `%(name)s` where the values stand, and nothing of a value in its text: each text is kept.
        values: in order, or by name.
        steady: is each column of the answer cast to its type in the text? Then no migration changes what comes back,
            and it is prepared inside transactions too.
    """
    swift = _swiftly(sql, values, steady)
    if swift is not None:
        return swift
    with connection.cursor() as cursor:
        # In a transaction a column that was widened meanwhile would be an error nothing can follow.
        if connection.in_atomic_block and not (steady or settings.TENANT_PREPARE_IN_TRANSACTIONS):
            cursor.execute(sql, values)
        else:
            _execute(cursor, sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _swiftly(sql: str, values: Sequence[Any] | Mapping[str, Any], steady: bool) -> list[tuple[Any, ...]] | None:
    """What is prepared already, asked without Django's wrappers; None for whatever is out of the ordinary."""
    own = own_connection()
    statement, site = _statement(sql), str(own.schema_name)
    try:
        cursor = own.asking(in_transaction=steady)
        # The name after the cursor: a connection that is new has nothing prepared.
        name = own.prepared.known(site, statement) if cursor is not None else None
        if cursor is None or name is None:
            return None
        with own.wrap_database_errors:
            cursor.execute(f"EXECUTE {name}{statement.call}", statement.arguments(values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        # It lives, and Django need not ask whether it does.
        own.health_check_done = True
    except NotSupportedError:
        if own.in_atomic_block:
            own.prepared.lose(site, statement)
            raise
        # Its table was widened: asked again the long way, which forgets it.
        return None
    except (OperationalError, InterfaceError) as error:
        if own.connection is not None and own.connection.closed:
            # The connection is gone: the long way makes another, or says that the database does not answer.
            own.close()
        elif getattr(error.__cause__, "pgcode", None) == errorcodes.INVALID_SQL_STATEMENT_NAME:
            # Somebody between us and the database has let go of everything.
            own.prepared.lose(site, statement)
            if own.in_atomic_block:
                raise
        else:
            raise
        return None
    return found


def _execute(cursor: CursorWrapper, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> None:
    statement, prepared, site = _statement(sql), connection.prepared, str(connection.schema_name)
    name = prepared.name_for(cursor, site, statement)
    if name is None:
        cursor.execute(sql, values)
        return
    try:
        cursor.execute(f"EXECUTE {name}{statement.call}", statement.arguments(values))
    except NotSupportedError:
        # "cached plan must not change result type": a migration ran since. The connection goes on with the new one.
        if connection.in_atomic_block:
            prepared.lose(site, statement)
            raise
        prepared.forget(cursor, site, statement)
        cursor.execute(sql, values)


def _raw(cursor: CursorWrapper, sql: str) -> None:
    # Below Django's cursor: neither a question of the page nor to be searched for places.
    cursor.cursor.execute(sql)
