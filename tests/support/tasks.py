"""Tasks for the tests' own worker: each tells where it ran, as the server sees it."""

import json
from typing import Any

from celery import Task
from celery.signals import task_failure
from django.db import connection

from samverk.project.celery import app
from samverk.project.health import broker

RESULTS = "tests:results"


def tell(**facts: object) -> None:
    """Send facts back to the test."""
    broker().rpush(RESULTS, json.dumps(facts))


def here() -> dict[str, object]:
    """What the wrapper, the search path and the key say, and whose start page is found; and over which connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_schema(), current_setting('samverk.tenant', true),"
            " to_regclass('wagtailcore_page') IS NOT NULL, pg_backend_pid()"
        )
        schema, key, has_pages, backend = cursor.fetchone()
        title = None
        if has_pages:
            cursor.execute("SELECT title FROM wagtailcore_page WHERE depth = 2")
            title = cursor.fetchone()[0]
    return {"wrapper": connection.schema_name, "schema": schema, "key": key, "title": title, "backend": backend}


@app.task(name="tests.where")
def where(*, asked_in: str, **kwargs: Any) -> None:
    """A task as ours are."""
    tell(asked_in=asked_in, **here())


@app.task(name="tests.where_and_fail")
def where_and_fail(*, asked_in: str, **kwargs: Any) -> None:
    """Tells, then breaks in the middle of a transaction."""
    from django.db import transaction

    tell(asked_in=asked_in, **here())
    with transaction.atomic():
        raise ZeroDivisionError


@app.task(name="tests.plain", base=Task)
def plain(*, asked_in: str, **kwargs: Any) -> None:
    """The planted leak: a task made with Celery's own class, which knows nothing of sites."""
    tell(asked_in=asked_in, **here())


@task_failure.connect(weak=False)
def _failed(sender: Any = None, exception: BaseException | None = None, **kwargs: Any) -> None:
    if sender is not None and sender.name in {"tests.where", "samverk.project.timers.publish_site"}:
        tell(failed=type(exception).__name__, task=sender.name)
