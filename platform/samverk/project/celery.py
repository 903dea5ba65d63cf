"""The worker. Every message carries its site; a task without one raises (law 6)."""

import os
import time
from typing import Any

from celery.signals import before_task_publish, worker_init
from tenant_schemas_celery.app import CeleryApp
from tenant_schemas_celery.task import TenantTask

from tenants.connection import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")


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
        return super().__call__(*args, **kwargs)


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


@worker_init.connect(weak=False)
def begin(**kwargs: Any) -> None:
    """A worker with a secret that can be guessed does not start."""
    from samverk.project.secrets_check import refuse_guessable_secrets

    refuse_guessable_secrets()
