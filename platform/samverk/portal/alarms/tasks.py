"""Telling every site's people of an alarm for all sites."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


@shared_task(name="samverk.portal.alarms.tasks.tell_every_site", operator=True, expires=50)  # type: ignore[call-overload, untyped-decorator]
def tell_every_site(**kwargs: Any) -> None:
    """Queue a task for each site that has not heard yet: as soon as one is raised, and each minute while one stands."""
    from samverk.portal.everywhere.queries import sites_not_told
    from samverk.portal.told import ALARM_KIND
    from tenants.queries import open_tenants
    from tenants.site_context import site

    for tenant in sites_not_told(list(open_tenants()), kind=ALARM_KIND, now=clock.now()):
        with site(tenant):
            tell_this_site.delay()


@shared_task(name="samverk.portal.alarms.tasks.tell_this_site", expires=600)
def tell_this_site(**kwargs: Any) -> None:
    """The alarms for all sites that this one's people have not heard of; telling again tells nobody twice."""
    from samverk.portal.alarms.actions.tell_shared_alarms import tell_shared_alarms

    tell_shared_alarms(actor=HOUSE, now=clock.now())
