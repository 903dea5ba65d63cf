"""Queue a task of the active site once what it is about is really there."""

from typing import Any

from django.db import transaction

from tenants.connection import connection
from tenants.models import Tenant
from tenants.site_context import site


def queue(task: Any, **kwargs: Any) -> None:
    """Send the task after the commit, for the site that is active now.

    The connection may serve another site by then. A broker that does not answer is written to the process's log and
    fails nothing: what was done is done, and the daily round catches up.

    Args:
        task: a SiteTask.
        kwargs: ids and plain values only.
    """
    here = connection.tenant
    assert isinstance(here, Tenant), "A task belongs to a site"

    def send() -> None:
        with site(here):
            task.delay(**kwargs)

    transaction.on_commit(send, robust=True)
