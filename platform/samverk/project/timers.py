"""What happens by the clock, and the tasks it starts."""

import time
from io import StringIO
from typing import Any

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction

from samverk.identity.delegation.sweeping import forget_expired
from samverk.identity.devices.models import SignedIn
from samverk.identity.directory.models import Handoff
from samverk.identity.guests.tasks import mind_guests
from samverk.identity.movers.tasks import follow_departures
from samverk.identity.oidc.here.models import ProviderSession
from samverk.identity.support.actions.end_support import end_support
from samverk.identity.support.models import End
from samverk.identity.support.queries import overdue_sessions, untold_sessions
from samverk.identity.support.tasks import queue_notice
from samverk.intranet.emergency.actions.build_emergency_pack import build_emergency_pack
from samverk.intranet.must_read.tasks import remind
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.notifications.backlog import backlogs, remember
from samverk.notifications.tasks import tend
from samverk.people.actions.apply_plan import apply_due_plans
from samverk.people.actions.share_skills import share_all_skills
from samverk.people.actions.tell_absence import forget_absences
from samverk.people.roles.actions.check_roles import check_roles, tell_of_vacancies
from samverk.portal.operator.actions.tell_of_incident import tell_of_incident
from samverk.project.celery import app
from samverk.search.actions.report_missing import forget_missing
from samverk.social.posts.tasks import empty_deleted_posts
from samverk.social.searches.queries import sites_with_due_searches
from samverk.social.searches.tasks import look_in_searches
from samverk.social.talk.tasks import let_go_of_texts
from shared_templates.adoption.tasks import remind as remind_of_releases
from shared_templates.deviations.tasks import mind_deviations_here
from shared_templates.knowledge.tasks import mind_placements_here
from shared_templates.proposals.tasks import hear_of_recent_proposals
from tenants.anchors.actions.anchor_logs import anchor_logs
from tenants.kept_files import sweep
from tenants.metering.actions.judge_sites import judge_sites
from tenants.metering.actions.measure_storage import measure_storage
from tenants.metering.actions.roll_up_minutes import roll_up_minutes
from tenants.models import Tenant
from tenants.queries import active_schema, open_tenants, tenants_in_use
from tenants.site_context import site

#: Tasks of a site that the rooms want run each day; each may run again at any time.
daily_tasks = (
    mind_guests, follow_departures, let_go_of_texts, empty_deleted_posts, remind, mind_deviations_here,
    remind_of_releases, hear_of_recent_proposals, mind_placements_here,
)  # fmt: skip
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
    """Publish and unpublish what is due on this site; running it twice changes nothing more.

    In one transaction: Wagtail writes the page, the revision and the log one after the other, and a worker killed
    between them would leave a page that is out without a line in the log.
    """
    said = StringIO()
    with transaction.atomic():
        call_command("publish_scheduled", stdout=said)
    return said.getvalue()


@app.task(name="samverk.project.timers.build_emergency_packs", operator=True, expires=3600)
def build_emergency_packs(**kwargs: Any) -> None:
    """Every night: queue one task for each open site (LAW-52)."""
    for tenant in open_tenants():
        with site(tenant):
            build_pack_of_site.delay()


@app.task(name="samverk.project.timers.build_pack_of_site")
def build_pack_of_site(**kwargs: Any) -> str:
    """The site's emergency pack, made anew; running it twice only makes it newer."""
    found = Tenant.objects.get(schema_name=active_schema())
    return build_emergency_pack(actor=HOUSE, tenant=found, now=clock.now()).name


@app.task(name="samverk.project.timers.sweep_sessions", operator=True)
def sweep_sessions(**kwargs: Any) -> None:
    """Forget sessions and invitations that have run out: whoever was here is nobody's business (LAW-54)."""
    for tenant in Tenant.objects.all():
        with site(tenant):
            Session.objects.filter(expire_date__lt=clock.now()).delete()
            going_on = Session.objects.values("session_key")
            SignedIn.objects.exclude(session_key__in=going_on).delete()
            if not tenant.is_operator:
                ProviderSession.objects.exclude(session_key__in=going_on).delete()
            forget_expired(clock.now())


@app.task(name="samverk.project.timers.sweep_handoffs", operator=True)
def sweep_handoffs(**kwargs: Any) -> None:
    """Forget handoffs that have run out; each site's own, as row-level security demands."""
    for tenant in open_tenants():
        with site(tenant):
            Handoff.objects.filter(source_schema=tenant.schema_name, expires_at__lt=clock.now()).delete()


@app.task(name="samverk.project.timers.end_support_sessions", operator=True, expires=50)
def end_support_sessions(**kwargs: Any) -> None:
    """Close the support sessions whose time is over, and queue the letters that could not be queued when they began."""
    now = clock.now()
    for session in overdue_sessions(now=now):
        end_support(actor=HOUSE, session=session, how=End.TIME, now=now)
    for session in untold_sessions(now=now):
        queue_notice(session)


@app.task(name="samverk.project.timers.tend_notifications", operator=True, expires=50)
def tend_notifications(**kwargs: Any) -> None:
    """Once a minute: queue a task for each site with something to tell; keep numbers for the health page."""
    tenants = {tenant.schema_name: tenant for tenant in open_tenants()}
    found = backlogs(list(tenants.values()), now=clock.now())
    remember(found)
    for name, backlog in found.items():
        if backlog.is_due:
            with site(tenants[name]):
                tend.delay()


@app.task(name="samverk.project.timers.look_in_followed_searches", operator=True, expires=280)
def look_in_followed_searches(**kwargs: Any) -> None:
    """Every five minutes: queue a task for each site where a followed search is due; each is, once an hour (PF-52)."""
    for tenant in sites_with_due_searches(list(open_tenants()), now=clock.now()):
        with site(tenant):
            look_in_searches.delay()


@app.task(name="samverk.project.timers.measure_sites", operator=True, expires=50)
def measure_sites(**kwargs: Any) -> None:
    """Once a minute: keep what was counted, and write to the operator about sites where too much fails."""
    now = clock.now()
    roll_up_minutes(actor=HOUSE, now=now)
    for incident in judge_sites(actor=HOUSE, now=now):
        tell_of_incident(actor=HOUSE, incident=incident)


@app.task(name="samverk.project.timers.measure_storage_of_sites", operator=True, expires=3000)
def measure_storage_of_sites(**kwargs: Any) -> None:
    """How much room the sites take; one row a site and day."""
    measure_storage(actor=HOUSE, day=clock.today())


@app.task(name="samverk.project.timers.anchor_audit_logs", operator=True, expires=240)
def anchor_audit_logs(**kwargs: Any) -> None:
    """Keep the end of each site's log outside the site (LAW-54)."""
    anchor_logs(actor=HOUSE, now=clock.now())


@app.task(name="samverk.project.timers.follow_dates", operator=True, expires=3600)
def follow_dates(**kwargs: Any) -> None:
    """Shortly after midnight, and twice more should the night have been missed: what follows from a day on each site.

    Who may come in is not decided here: an account closes by its own last day.
    """
    for tenant in open_tenants():
        with site(tenant):
            for task in daily_tasks:
                task.delay()


@app.task(name="samverk.project.timers.sweep_deleted_files", operator=True)
def sweep_deleted_files(**kwargs: Any) -> None:
    """Once a day: let go of deleted files that no restore may ask for any more (SAMVERK_KEEP_DELETED_FILES_DAYS)."""
    for tenant in tenants_in_use():
        sweep(schema_name=tenant.schema_name, now=clock.now())


@app.task(name="samverk.project.timers.days_of_organisations", operator=True, expires=1800)
def days_of_organisations(**kwargs: Any) -> None:
    """Queue one task for each open site."""
    for tenant in open_tenants():
        with site(tenant):
            day_of_organisation.delay()


@app.task(name="samverk.project.timers.day_of_organisation")
def day_of_organisation(**kwargs: Any) -> None:
    """Look at the roles (TN-08), let due plans take effect (TN-09), keep what people share of their
    skills true (PF-22); running it again changes nothing more.
    """
    today, now = clock.today(), clock.now()
    check_roles(actor=HOUSE, today=today)
    tell_of_vacancies(actor=HOUSE, today=today, now=now)
    apply_due_plans(actor=HOUSE, today=today, now=now)
    share_all_skills(actor=HOUSE)
    forget_absences(actor=HOUSE, today=today)
    forget_missing(actor=HOUSE, day=today)
