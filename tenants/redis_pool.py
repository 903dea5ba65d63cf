"""Connections to the cache, handed out without being asked first whether they live."""

import sys
from typing import Any

from redis.backoff import NoBackoff
from redis.connection import ConnectionPool
from redis.exceptions import ConnectionError as Lost
from redis.retry import Retry


class LeanPool(ConnectionPool):
    """redis-py looks at each connection before it lends it and counts loans for OpenTelemetry: two thirds of what a
    small question costs. Here the command notices one that was closed meanwhile, and is sent again on a new one.

    What one that is given back still has to say would be read as the answer to somebody else's question: one whose
    command did not end well is closed. Safe among threads and after a fork, as the pool it is: a list's end is taken
    and put back in one step.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # One that does not answer in time is not asked again: the page waits already.
        kwargs.setdefault("retry", Retry(NoBackoff(), 1, supported_errors=(Lost,)))
        super().__init__(*args, **kwargs)

    def get_connection(self, command_name: Any = None, *keys: Any, **options: Any) -> Any:
        """The one given back last; a new one where all are lent."""
        self._checkpid()
        try:
            found = self._available_connections.pop()
        except IndexError:
            return super().get_connection()
        self._in_use_connections.add(found)
        return found

    def release(self, connection: Any) -> None:
        """Take it back."""
        self._checkpid()
        if connection not in self._in_use_connections or not self.owns_connection(connection):
            super().release(connection)
            return
        # Given back while an exception is on its way up: perhaps broken off between question and answer.
        if connection.should_reconnect() or sys.exception() is not None:
            connection.disconnect()
        self._in_use_connections.discard(connection)
        self._available_connections.append(connection)
