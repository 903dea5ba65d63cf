"""What a crash has left undone: orders that nobody carried out, releases that were never looked at."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from shared_templates.adoption.attempts import attempt_for
from shared_templates.adoption.models.application import PENDING
from shared_templates.catalogue.queries import open_releases_between
from tenants.models import Tenant

#: Younger than this, an order's own message may still be on its way.
PATIENCE = timedelta(minutes=2)
#: Older releases are taken by people: whoever lets them come by themselves again begins with the next.
REACH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Left:
    """What one municipality has left: numbers of orders, and of releases it has not tried to take by itself."""

    tenant: Tenant
    orders: list[UUID]
    releases: list[UUID]


def unfinished(tenants: Collection[Tenant], *, now: datetime) -> list[Left]:
    """Of these municipalities, those with something left; two queries over all schemas.

    A municipality whose people decide has noted so with the number of the attempt (`tell_of_release`).

    Args:
        tenants: open municipalities.
        now: the moment.
    """
    if not tenants:
        return []
    releases = {attempt_for(one.uuid): one for one in open_releases_between(now - REACH, now - PATIENCE)}
    rows = " UNION ALL ".join(
        f"""SELECT '{tenant.schema_name}', uuid, state = ANY(%(pending)s)
              FROM "{tenant.schema_name}".adoption_application
             WHERE (state = ANY(%(pending)s) AND asked_at < %(late)s) OR uuid = ANY(%(attempts)s)"""
        for tenant in tenants
    )
    asked: dict[str, Any] = {
        "pending": [str(state) for state in PENDING],
        "late": now - PATIENCE,
        "attempts": list(releases),
    }
    orders: dict[str, list[UUID]] = defaultdict(list)
    tried: dict[str, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(rows, asked)
        for schema_name, uuid, is_pending in cursor.fetchall():
            if is_pending:
                orders[schema_name].append(uuid)
            else:
                tried[schema_name].add(uuid)
    found = []
    for tenant in tenants:
        # A municipality made later began with all of it.
        untried = [
            release.uuid
            for attempt, release in releases.items()
            if attempt not in tried[tenant.schema_name] and release.here_since > tenant.created_at
        ]
        if orders[tenant.schema_name] or untried:
            found.append(Left(tenant, orders[tenant.schema_name], untried))
    return found
