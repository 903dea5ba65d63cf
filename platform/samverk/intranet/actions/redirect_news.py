"""What news are directed to follows a reorganisation (TN-09, PF-15)."""

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samverk.intranet.models import NewsPage
from samverk.intranet.targeting.keys import followed, gone_back
from samverk.intranet.targeting.parts import directed_to_parts
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import Succession

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


def redirect_news(*, actor: Actor, moved: Succession, day: date) -> int:
    """Directed to the successors from now on, drafts too; with a note, so that it can be taken back.

    Args:
        actor: who lets the plan take effect.
        moved: which parts give way to which.
        day: of the change.

    Returns:
        How many news followed.
    """
    return _change(
        actor,
        "intranet.redirect_news",
        moved.before,
        lambda each: followed(each, before=moved.before, after=moved.after),
    )


def direct_news_back(*, actor: Actor, moved: Succession, day: date) -> int:
    """Undo `redirect_news`; what an editor has chosen since stays.

    Args:
        actor: who undoes the plan.
        moved: which parts gave way to which.
        day: of the change.

    Returns:
        How many news went back.
    """
    return _change(
        actor,
        "intranet.direct_news_back",
        moved.after,
        lambda each: gone_back(each, before=moved.before, after=moved.after),
    )


def _change(actor: Actor, verb: str, parts: "Iterable[UUID]", changed: Callable[[list[str]], list[str]]) -> int:
    count = 0
    with transaction.atomic():
        for page in directed_to_parts(parts).select_related("latest_revision").select_for_update(of=["self"]):
            new = changed(page.targets)
            if new != page.targets:
                NewsPage.objects.filter(pk=page.pk).update(targets=new)
            draft = _change_draft(page, changed)
            count += draft or new != page.targets
        if count:
            record_audit(actor=actor, verb=verb, details={"news": count})
    return count


def _change_draft(page: NewsPage, changed: Callable[[list[str]], list[str]]) -> bool:
    """The same for what is not published yet, so that it does not bring the old part back."""
    draft = page.latest_revision
    if draft is None or "targets" not in draft.content:
        return False
    # A revision keeps an array as text.
    kept = draft.content["targets"]
    old = json.loads(kept) if isinstance(kept, str) else list(kept)
    new = changed(old)
    if new == old:
        return False
    draft.content["targets"] = json.dumps(new) if isinstance(kept, str) else new
    draft.save(update_fields=["content"])
    return True
