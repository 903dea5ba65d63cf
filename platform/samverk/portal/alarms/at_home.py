"""Whom an alarm for all sites is told on a site: those who are not told of it at home.

Somebody who works in a municipality and takes part in cooperations has an account on each of their sites. An alarm
stands on all of them, and is told once: on the first of the person's sites, which is the municipality's where they have
one.
"""

import logging
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samverk.identity.directory.queries import home_first, known_here, person_key
from samverk.identity.models import User
from samverk.identity.models.user import INTERNAL
from samverk.notifications.audience import working
from tenants.models import Kind, Tenant
from tenants.queries import open_tenants
from tenants.site_context import site

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger(__name__)


def told_nowhere_before(*, here: Tenant, day: date) -> list[int] | None:
    """Keys of the people who hear of an alarm for all sites on this one; None for everybody.

    A municipality tells all who work there, whatever other sites there are: nothing stands between an alarm and them.
    Any other site asks each site that comes before it which of its own people are told there; one query a site. A site
    that does not answer tells nobody: twice is better than never. What they answer is forgotten here; the event keeps
    whom this site tells.

    Args:
        here: the active site.
        day: today.
    """
    if here.kind == Kind.MUNICIPALITY:
        return None
    rows = _told(day).values_list("pk", "issuer", "subject")
    left = {person_key(issuer=issuer, subject=subject): pk for pk, issuer, subject in rows}
    before = [tenant for tenant in open_tenants() if home_first(tenant) < home_first(here)]
    for tenant in sorted(before, key=home_first):
        if not left:
            break
        for key in _told_on(tenant, left, day):
            del left[key]
    return sorted(left.values())


def _told_on(tenant: Tenant, keys: dict[str, int], day: date) -> set[str]:
    try:
        with site(tenant), transaction.atomic():
            return known_here(keys=keys, people=_told(day), day=day)
    except Exception as error:
        log.warning("a site did not say whom it alarms", extra={"to": tenant.slug, "why": type(error).__name__})
        return set()


def _told(day: date) -> "QuerySet[User]":
    """Those of the active site who are told of an alarm there."""
    return working(User.objects.filter(capacity__in=INTERNAL), day)
