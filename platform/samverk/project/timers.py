"""What happens by the clock, and the tasks it starts."""

import time
from io import StringIO
from typing import Any

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from samverk.identity.delegation.sweeping import forget_expired
from samverk.identity.directory.models import Handoff
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.project.celery import app
from tenants.anchors.actions.anchor_logs import anchor_logs
from tenants.kept_files import sweep
from tenants.models import Tenant
from tenants.queries import open_tenants, tenants_in_use
from tenants.site_context import site

PULSE_KEY = "worker:pulse"


@app.task(name="samverk.project.timers.pulse", operator=True, expires=20)
def pulse(**kwargs: Any) -> None:
    """The worker's sign of life."""
    caches["deployment"].set(PULSE_KEY, time.time(), timeout=3600)


@app.task(name="samverk.project.timers.publish_due_pages", operator=True, expires=50)
def publish_due_pages(**kwargs: Any) -> None:
    """Find the sites with pages to publish or unpublish, in one question, and queue one task for each."""
    for tenant in sites_with_due_pages():
        with site(tenant):
            publish_site.delay()


def sites_with_due_pages() -> list[Tenant]:
    """Open sites where a scheduled page is due now; one query over all schemas."""
    tenants = {t.schema_name: t for t in open_tenants()}
    if not tenants:
        return []
    question = " UNION ALL ".join(
        f"""SELECT '{name}' WHERE EXISTS (
              SELECT 1 FROM "{name}".wagtailcore_revision WHERE approved_go_live_at < now())
            OR EXISTS (SELECT 1 FROM "{name}".wagtailcore_page WHERE live AND expire_at < now())"""
        for name in tenants
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [tenants[row[0]] for row in cursor.fetchall()]


@app.task(name="samverk.project.timers.publish_site")
def publish_site(**kwargs: Any) -> str:
    """Publish and unpublish what is due on this site; running it twice changes nothing more."""
    said = StringIO()
    call_command("publish_scheduled", stdout=said)
    return said.getvalue()


@app.task(name="samverk.project.timers.sweep_sessions", operator=True)
def sweep_sessions(**kwargs: Any) -> None:
    """Forget sessions and invitations that have run out: whoever was here months ago is nobody's business (LAW-54)."""
    for tenant in Tenant.objects.all():
        with site(tenant):
            Session.objects.filter(expire_date__lt=clock.now()).delete()
            forget_expired(clock.now())


@app.task(name="samverk.project.timers.sweep_handoffs", operator=True)
def sweep_handoffs(**kwargs: Any) -> None:
    """Forget handoffs that have run out; each site's own, as row-level security demands."""
    for tenant in open_tenants():
        with site(tenant):
            Handoff.objects.filter(source_schema=tenant.schema_name, expires_at__lt=clock.now()).delete()


@app.task(name="samverk.project.timers.anchor_audit_logs", operator=True, expires=240)
def anchor_audit_logs(**kwargs: Any) -> None:
    """Keep the end of each site's log outside the site (LAW-54)."""
    anchor_logs(actor=HOUSE, now=clock.now())


@app.task(name="samverk.project.timers.sweep_deleted_files", operator=True)
def sweep_deleted_files(**kwargs: Any) -> None:
    """Once a day: let go of deleted files that no restore may ask for any more (SAMVERK_KEEP_DELETED_FILES_DAYS)."""
    for tenant in tenants_in_use():
        sweep(schema_name=tenant.schema_name, now=clock.now())
