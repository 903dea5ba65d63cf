"""Say who answers for a page."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page

from samverk.intranet.models import Ownership
from samverk.kernel.actions.record_audit import Actor, record_audit

if TYPE_CHECKING:
    from samverk.intranet.owner_form import ChosenOwner


def set_owner(*, actor: Actor, page: Page, chosen: "ChosenOwner", day: date) -> Ownership | None:
    """The page belongs to the chosen from `day` on; whose it was before is kept.

    An owner has one page of its own: a new one takes the place of the old, which stays the owner's.
    """
    with transaction.atomic():
        held = Ownership.objects.select_for_update().filter(page=page.pk, valid_to=None).first()
        if held is not None and (held.owner, held.is_home) == (chosen.owner, chosen.is_home):
            return held
        if held is not None:
            _end(held, day)
        made = None
        if chosen.owner is not None:
            if chosen.is_home:
                Ownership.objects.filter(owner=chosen.owner, is_home=True, valid_to=None).update(is_home=False)
            made = Ownership.objects.create(page_id=page.pk, owner=chosen.owner, is_home=chosen.is_home, valid_from=day)
        details: dict[str, object] = {"owner": str(chosen.owner or ""), "own_page": chosen.is_home}
        record_audit(actor=actor, verb="intranet.set_owner", target=page, details=details)
    return made


def _end(held: Ownership, day: date) -> None:
    """Its last day is the day before; what began the same day never was."""
    if held.valid_from >= day:
        held.delete()
        return
    held.valid_to = day - timedelta(days=1)
    held.save(update_fields=["valid_to"])
