"""What follows here when others share a new text or stop sharing (PF-21)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.intranet.models import PlacedPage
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.knowledge.models import ArticleVersion, Use
from shared_templates.knowledge.queries import current_versions
from shared_templates.knowledge.told import tell_of_new_text, tell_of_the_end
from tenants.queries import active_schema


def mind_placements(*, actor: Actor, now: datetime) -> int:
    """Names and words for search follow the texts, followers are told, and the fact of who shows what is made true.

    Two queries where nothing has changed; run again it changes and tells nothing.

    Args:
        actor: the house.
        now: the moment.

    Returns:
        How many pages have another text than before.
    """
    with transaction.atomic():
        pages = list(PlacedPage.objects.select_for_update(of=("self",)).order_by("pk"))
        keys = {page.shared for page in pages}
        texts = {one.article.key: one for one in current_versions().filter(article__key__in=keys)} if keys else {}
        changed = [page for page in pages if _version(texts.get(page.shared)) != page.shown_version]
        for page in changed:
            _follow(actor, page, texts.get(page.shared), now)
        facts = _tell_who_shows({page.shared for page in pages if page.live}, now)
        if changed or facts:
            record_audit(actor=actor, verb="knowledge.mind_placements", details={"pages": len(changed), "facts": facts})
    return len(changed)


def _version(text: ArticleVersion | None) -> int:
    return text.number if text else 0


def _follow(actor: Actor, page: PlacedPage, text: ArticleVersion | None, now: datetime) -> None:
    """A page's name and words; saving the page keeps its words for search."""
    before, page.shown_version = page.shown_version, _version(text)
    if text:
        page.title, page.about, page.whose = text.title, text.content["about"], text.article.municipality
    else:
        # The text is gone from everywhere, its title with it.
        page.title, page.about = _("Artikel som %(name)s inte längre delar") % {"name": page.whose}, ""
    page.draft_title, page.last_published_at = page.title, now
    page.save()
    if not page.live:
        return
    if text:
        tell_of_new_text(actor=actor, page=page, version=text.number, news=text.news)
    else:
        tell_of_the_end(actor=actor, page=page, version=before)


def _tell_who_shows(shown: Collection[UUID], now: datetime) -> int:
    """The site's own facts become those; how many were not."""
    mine = Use.objects.filter(schema_name=active_schema())
    known = set(mine.values_list("key", flat=True))
    gone, new = known - set(shown), set(shown) - known
    if gone:
        mine.filter(key__in=gone).delete()
    rows = [Use(schema_name=active_schema(), key=key, since=localdate(now)) for key in new]
    Use.objects.bulk_create(rows, ignore_conflicts=True)
    return len(gone) + len(new)
