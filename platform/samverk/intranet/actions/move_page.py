"""Move a page, with all that is beneath it, to another place in the tree."""

from datetime import date

from django.db import transaction
from wagtail.models import Page

from samverk.intranet.models import OldAddress
from samverk.intranet.queries import address_of
from samverk.kernel.actions.record_audit import Actor, record_audit


def move_page(*, actor: Actor, page: Page, above: Page, before: Page | None, day: date) -> None:
    """The page lies beneath another one from now on, and its old address leads on to it, as do those beneath it.

    Args:
        actor: whoever moves it; the caller has asked.
        page: which.
        above: the page it shall lie beneath.
        before: the page it shall come before there; None: it comes last.
        day: today.
    """
    with transaction.atomic():
        old = {row.pk: address_of(row) for row in Page.objects.descendant_of(page, inclusive=True)}
        if before is None:
            page.move(above, pos="last-child")
        else:
            page.move(before, pos="left")
        moved = Page.objects.filter(pk__in=list(old))
        # What lies at an address again is found there.
        OldAddress.objects.filter(path__in=[address_of(row) for row in moved]).delete()
        OldAddress.objects.bulk_create(
            [OldAddress(path=path, to_page_id=number, since=day) for number, path in old.items()],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["to_page", "since"],
        )
        record_audit(actor=actor, verb="intranet.move", target=page, details={"pages": len(old)})
