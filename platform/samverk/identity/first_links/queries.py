"""Reads of first links."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samverk.identity.first_links.models import FirstLink
from samverk.identity.one_time_links import link_digest
from samverk.identity.rights.lockout import maintainers
from tenants.models import Tenant
from tenants.site_context import site


def first_link_behind(*, token: str, now: datetime) -> FirstLink | None:
    """What a link opens; None for one that is used, too old, taken back or of another site."""
    return (
        FirstLink.objects.filter(link_hash=link_digest(token), expires_at__gt=now, used_at=None, user__is_active=True)
        .select_related("user")
        .first()
    )


def somebody_is_in() -> bool:
    """Has anybody who administers the active site come in, ever?"""
    return maintainers().exclude(last_login=None).exists()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An account that nobody has opened yet.

    Attributes:
        uuid: of the person.
        until: the link's last moment.
        is_open: does the link still open it.
    """

    uuid: UUID
    username: str
    name: str
    until: datetime
    is_open: bool


def accounts_waiting(*, tenant: Tenant, now: datetime) -> tuple[bool, list[Waiting]]:
    """For the operator: is somebody in on that site, and which accounts wait for their first maintainer. No content.

    Args:
        tenant: the site.
        now: the moment.
    """
    with site(tenant):
        rows = FirstLink.objects.filter(used_at=None, user__is_active=True).select_related("user")
        found = [
            Waiting(
                uuid=row.user.uuid,
                username=row.user.username,
                name=row.user.display_name,
                until=row.expires_at,
                is_open=bool(row.link_hash) and row.expires_at > now,
            )
            for row in rows
        ]
        return somebody_is_in(), found
