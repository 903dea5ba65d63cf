"""Pages follow their owner when it gives way to another (TN-09)."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from samverk.intranet.models import OldAddress, Ownership
from samverk.intranet.queries import address_of, page_key
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import Succession

ONE_DAY = timedelta(days=1)


def reown_pages(*, actor: Actor, moved: Succession, day: date) -> int:
    """Every page of those that give way belongs from `day` on to the successor the plan names for it, else the first.

    Their own pages: a successor has one at most. The first becomes its, unless it has one; the others are closed,
    and their addresses lead on to it.
    """
    with transaction.atomic():
        there = Ownership.objects.filter(owner__in=moved.after, is_home=True, valid_to=None).select_related("page")
        homes = {row.owner: row for row in there}
        rows = Ownership.objects.select_for_update().filter(owner__in=moved.before, valid_to=None)
        rank = {uuid: place for place, uuid in enumerate(moved.before)}
        held = sorted(rows.select_related("page"), key=lambda row: (rank[row.owner], row.pk))
        to: Counter[str] = Counter()
        for row in held:
            heir = moved.heir_of(page_key(row.page_id))
            if heir == row.owner:
                continue
            home = homes.get(heir)
            becomes_home = row.is_home and home is None
            new = _hand_over(row, heir, becomes_home, day)
            to[str(heir)] += 1
            if becomes_home:
                homes[heir] = new
            elif row.is_home and home is not None:
                _close(row.page, home.page, day)
        if to:
            details: dict[str, object] = {"pages": to.total(), "to": dict(to)}
            record_audit(actor=actor, verb="intranet.reown_pages", details=details)
    return to.total()


def _hand_over(row: Ownership, heir: UUID, is_home: bool, day: date) -> Ownership:
    if row.valid_from >= day:
        # Began after the successor did, so it was never the predecessor's.
        row.owner, row.is_home = heir, is_home
        row.save(update_fields=["owner", "is_home"])
        return row
    row.valid_to = day - ONE_DAY
    row.save(update_fields=["valid_to"])
    return Ownership.objects.create(page=row.page, owner=heir, is_home=is_home, valid_from=day)


def _close(page: Page, home: Page, day: date) -> None:
    if not page.live:
        return
    page.specific.unpublish()
    OldAddress.objects.update_or_create(path=address_of(page), defaults={"to_page": home, "since": day})


def give_back_pages(*, actor: Actor, moved: Succession, day: date) -> int:
    """Undo `reown_pages`: pages go back to whose they were, and closed ones open again; what is new stays."""
    heirs = set(moved.after) - set(moved.before)
    with transaction.atomic():
        rows = Ownership.objects.select_for_update().filter(owner__in=heirs, valid_from=day, valid_to=None)
        back = []
        for row in rows.select_related("page"):
            old = Ownership.objects.filter(page=row.page, owner__in=moved.before, valid_to=day - ONE_DAY).first()
            if old is not None:
                row.delete()
                back.append(old)
        for old in back:
            old.valid_to = None
            old.save(update_fields=["valid_to"])
            if old.is_home:
                _open(old.page, day)
        if back:
            record_audit(actor=actor, verb="intranet.give_back_pages", details={"pages": len(back)})
    return len(back)


def _open(page: Page, day: date) -> None:
    closed, _kinds = OldAddress.objects.filter(path=address_of(page), since=day).delete()
    if closed:
        specific = page.specific
        specific.live = True
        specific.save(update_fields=["live"], clean=False)
