"""Query budgets: a page is a fixed number of queries (architecture, section 6)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def assert_query_budget(limit: int) -> Iterator[CaptureQueriesContext]:
    """Fail when the block asks more than `limit` queries, and show them.

    `len(queries)` inside `as queries` gives the number afterwards.
    """
    with CaptureQueriesContext(connection) as queries:
        yield queries
    if len(queries) > limit:
        listing = "\n".join(f"{number:3} {query['sql'][:300]}" for number, query in enumerate(queries, 1))
        raise AssertionError(f"{len(queries)} queries, the budget is {limit}:\n{listing}")


def rows_read(call: Callable[[], object]) -> int:
    """Rows that the database read for what `call` asks, of tables and by their indexes; inside a test's transaction."""
    before = _rows_read()
    call()
    return _rows_read() - before


def _rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(seq_tup_read + COALESCE(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])
