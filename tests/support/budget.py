"""Query budgets: a page is a fixed number of queries (architecture, section 6)."""

from collections.abc import Iterator
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
