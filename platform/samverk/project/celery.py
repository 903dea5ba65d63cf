"""The worker. Every message carries its site; a task without one raises (law 6)."""

import os
import time
from typing import Any

from celery import states
from celery.signals import before_task_publish, task_postrun, worker_init
from tenant_schemas_celery.app import CeleryApp
from tenant_schemas_celery.task import TenantTask

from samverk.project.stack_room import with_room
from tenants.connection import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")

#: So many sites the worker looks into over one connection to the database.
MOST_SITES = 20


class NoSiteForTask(Exception):
    """A task that works with a site's data was queued or run without one."""


class SiteTask(TenantTask):
    """A task of a site; `operator = True` marks the few that belong to the operator."""

    abstract = True
    operator = False

    def apply_async(self, args: Any = None, kwargs: Any = None, *rest: Any, **options: Any) -> Any:
        """Queue for the active site.

        Raises:
            NoSiteForTask: when no site is active and the task is not the operator's.
        """
        if connection.schema_name == "public" and not self.operator:
            raise NoSiteForTask(f"{self.name} was queued without a site")
        return super().apply_async(args, kwargs, *rest, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run in the site the message names.

        Raises:
            NoSiteForTask: when the message names none; it never falls back to `public`.
        """
        headers = self.request.headers or {}
        named = headers.get("_schema_name") or self.request.get("_schema_name")
        if not named or (named == "public" and not self.operator):
            raise NoSiteForTask(f"{self.name} came without a site")
        if connection.schema_name != named:
            raise NoSiteForTask(f"{self.name} is for {named} but runs in {connection.schema_name}")
        return with_room(lambda: super(SiteTask, self).__call__(*args, **kwargs))


class SamverkCelery(CeleryApp):
    """Celery with our task class."""

    task_cls = "samverk.project.celery:SiteTask"


app = SamverkCelery("samverk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.imports = (
    "samverk.identity.guests.tasks",
    "samverk.identity.movers.tasks",
    "samverk.identity.profile.tasks",
    "samverk.identity.support.tasks",
    "samverk.notifications.tasks",
    "samverk.portal.alarms.tasks",
    "samverk.portal.elsewhere.tasks",
    "samverk.project.timers",
    "shared_templates.sandbox.tasks",
    "tenants.orders.tasks",
)


@before_task_publish.connect(weak=False)
def stamp(headers: dict[str, Any] | None = None, **kwargs: Any) -> None:
    """The moment of queueing, for the health page's queue age."""
    if headers is not None:
        headers["samverk_queued_at"] = time.time()


@task_postrun.connect(weak=False)
def leave_the_connection(task: Any = None, state: str | None = None, **kwargs: Any) -> None:
    """Kept for the next task, as between requests: a new one costs the database as much as hundreds of notices.

    But not after a task that broke, whatever it left behind there; nor when it has seen many sites, for PostgreSQL
    keeps what a connection has read of the catalogue. The next task's first question asks whether it still lives.
    """
    if task.request.is_eager:
        return
    if state != states.SUCCESS or len(connection.sites_seen) > MOST_SITES:
        connection.close()
    connection.close_if_unusable_or_obsolete()


@worker_init.connect(weak=False)
def begin(**kwargs: Any) -> None:
    """A worker with a secret that can be guessed does not start."""
    from samverk.project.secrets_check import refuse_guessable_secrets

    refuse_guessable_secrets()
