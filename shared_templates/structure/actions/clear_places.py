"""Places that are no longer here let go of their pages (TP-12)."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from samverk.intranet.cms_log import part_of_a_greater_act
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.models import Adopted
from shared_templates.structure.models import Place


def clear_places(*, actor: Actor, items: Collection[Adopted]) -> list[str]:
    """Take away the pages that were made for these and that nobody has written in or beneath; let go of the others.

    Args:
        actor: whoever undoes.
        items: that are about to go.

    Returns:
        For each page that was made and stays, a sentence that says so.
    """
    stays: list[str] = []
    with transaction.atomic(), part_of_a_greater_act():
        # The lowest first: a place is no longer written beneath when those beneath it have gone.
        places = list(Place.objects.filter(item__in=items).select_related("page").order_by("-page__path"))
        if not places:
            return []
        Place.objects.filter(pk__in=[place.pk for place in places]).delete()
        for place in places:
            if place.made and _is_untouched(place.page):
                place.page.delete()
            elif place.made:
                stays.append(_("Sidan ”%(title)s” står kvar, för någon har skrivit där.") % {"title": place.page.title})
        record_audit(
            actor=actor, verb="templates.clear_places", details={"places": len(places), "pages_left": len(stays)}
        )
    return stays


def _is_untouched(page: Page) -> bool:
    """Nothing beneath, and no version saved by an editor."""
    return page.latest_revision_id is None and not Page.objects.child_of(page).exists()
