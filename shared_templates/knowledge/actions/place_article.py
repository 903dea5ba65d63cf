"""Put another municipality's article in the site's tree (PF-21)."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import Page

from samverk.identity.models import User
from samverk.intranet.cms_log import part_of_a_greater_act
from samverk.intranet.holds import require_room
from samverk.intranet.models import PlacedPage
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.knowledge.models import Use
from shared_templates.knowledge.queries import placed_here, version_now
from tenants.queries import active_schema


def place_article(*, actor: Actor, user: User, key: UUID, parent: Page, now: datetime) -> PlacedPage:
    """A page that shows the text as it stands there; where there is one already, that one.

    Args:
        actor: whoever puts it there.
        user: the same person, whose page it is.
        key: of the article.
        parent: a page of this site.
        now: the moment.

    Raises:
        Denied: for those who may not publish beneath that page.
        ValidationError: when the article is not shared, or the page takes none (`Held`).
    """
    with transaction.atomic(), part_of_a_greater_act():
        # Two who choose the same place at the same moment take turns.
        parent = Page.objects.select_for_update().get(pk=parent.pk).specific
        if not (PlacedPage.can_exist_under(parent) and parent.permissions_for_user(user).can_publish_subpage()):
            raise Denied(_("Du får inte publicera sidor på den platsen."))
        require_room(parent, PlacedPage)
        text = version_now(key)
        if text is None or text.schema_name == active_schema():
            raise ValidationError(_("Artikeln delas inte längre."))
        if there := placed_here([key]).get(key):
            return there
        page = PlacedPage(
            title=text.title, owner=user, shared=key, whose=text.article.municipality, about=text.content["about"],
            shown_version=text.number, first_published_at=now, last_published_at=now,
        )  # fmt: skip
        parent.add_child(instance=page)
        Use.objects.get_or_create(schema_name=active_schema(), key=key, defaults={"since": localdate(now)})
        record_audit(actor=actor, verb="knowledge.place_article", target=page, details={"from": text.schema_name})
    return page
