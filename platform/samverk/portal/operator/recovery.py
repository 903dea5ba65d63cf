"""Which moments one site can be put back to, and how (TN-13)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from samverk.kernel.recovering import Copies, copies_kept
from tenants.life.queries import kept_beside
from tenants.models import Tenant

#: A daily copy that is this late has not been made.
LATE = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What can be gone back to.

    Attributes:
        ours: does the house keep the copies.
        readable: could they be counted from here.
        oldest: the first second the site can be put back to; every one after it can be, until now.
        copies: how many whole copies there are.
        newest_copy: when the last one was finished.
        is_late: a day has gone by without one.
        without_disk: the last second there is if the disk of the database is lost.
        files_since: deleted files are kept from then; before it some may be missing. None where all are there.
        days: how long copies are kept.
        beside: what restores have kept beside the site, by the moment they were made.
        example: a moment that can be gone back to.
    """

    ours: bool
    readable: bool
    oldest: datetime | None
    copies: int
    newest_copy: datetime | None
    is_late: bool
    without_disk: datetime | None
    files_since: datetime | None
    days: int
    beside: tuple[datetime, ...]
    example: datetime | None


def recovery_of(tenant: Tenant, *, now: datetime) -> Recovery:
    """One query, and the names in one folder."""
    kept = next((found for source in copies_kept.values() if (found := source()).ours), Copies(ours=False))
    newest = kept.finished[-1] if kept.finished else None
    # What was before the site was made, or moved in, is no moment of this site.
    oldest = max(kept.finished[0], tenant.created_at) if kept.finished else None
    files_since = now - timedelta(days=settings.SAMVERK_KEEP_DELETED_FILES_DAYS)
    return Recovery(
        ours=kept.ours,
        readable=kept.readable,
        oldest=oldest,
        copies=len(kept.finished),
        newest_copy=newest,
        is_late=newest is not None and newest < now - LATE,
        without_disk=kept.log_until,
        files_since=files_since if oldest is not None and oldest < files_since else None,
        days=kept.days,
        beside=tuple(kept_beside(tenant.schema_name)),
        example=max(newest, tenant.created_at) if newest else None,
    )
