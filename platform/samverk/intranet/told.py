"""What people are told of news: published, corrected, to be read. The only place where the room tells."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.signals import page_published

from samverk.intranet.models import NewsIndexPage, NewsPage
from samverk.intranet.must_read.queries import asked_people, left_to_read
from samverk.intranet.news.topics import topic_ref
from samverk.intranet.queries import address_of
from samverk.intranet.subjects import ref_of
from samverk.intranet.targeting.keys import read_keys
from samverk.intranet.targeting.people import directed_to
from samverk.kernel.actions.record_audit import HOUSE, Actor
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.social.following.queries import followers_of

if TYPE_CHECKING:
    from datetime import date

PUBLISHED, CORRECTED, MUST_READ, REMINDED = "news_published", "news_corrected", "news_to_read", "news_to_read_reminder"


#: Parts of the organisation, as their room declares them.
PART = "unit"


def listen() -> None:
    """Wagtail says when a page goes out, by hand or by the clock."""
    page_published.connect(_after_publication, sender=NewsPage, dispatch_uid="samverk.intranet.told")


def _after_publication(sender: Any, instance: NewsPage, revision: Any = None, **kwargs: Any) -> None:
    by = getattr(revision, "user_id", None) or instance.owner_id
    with transaction.atomic():
        tell_of_publication(page=instance, by=by)


def tell_of_publication(*, page: NewsPage, by: int | None) -> None:
    """Everything its being out gives reason to; told once for each first publication, correction and demand to read.

    Args:
        page: out now.
        by: key of the user who published it.
    """
    if not page.live:
        return
    if page.must_read:
        key = f"{page.pk}:{page.must_read_by}"
        _tell(MUST_READ, key, page, by, {MyRole.EVERYBODY: _keys(asked_people(page))})
    else:
        _tell(PUBLISHED, str(page.pk), page, by, _interested(page))
    if page.correction and page.corrected_at:
        _tell(CORRECTED, f"{page.pk}:{page.corrected_at.isoformat()}", page, by, _interested(page), page.correction)


def tell_who_has_not_read(*, page: NewsPage, today: "date", actor: Actor = HOUSE) -> int:
    """A reminder to those who are left; once a day at most. How many."""
    left = _keys(left_to_read(page))
    if left:
        _tell(REMINDED, f"{page.pk}:{today.isoformat()}", page, None, {MyRole.EVERYBODY: left}, actor=actor)
    return len(left)


def how_many_follow(page: NewsPage) -> int:
    """How many follow the page or something it belongs to, and are told beside those it is directed to; two queries.

    Args:
        page: published or not.
    """
    return len(followers_of([*([ref_of(page.pk)] if page.pk else []), *_places(page)]))


def _interested(page: NewsPage) -> dict[MyRole, list[int]]:
    """Who follows the page, a part it is directed to, its topic or all news; and those it is directed to."""
    found = {MyRole.FOLLOWER: followers_of([ref_of(page.pk), *_places(page)])}
    if page.targets:
        found[MyRole.EVERYBODY] = _keys(directed_to(page.targets))
    return found


def _places(page: NewsPage) -> tuple[Ref, ...]:
    """The wider things one can follow or mute: parts of the organisation it is directed to, the topic, and all news."""
    index = NewsIndexPage.objects.values_list("pk", flat=True).first()
    parts = [Ref(PART, str(uuid)) for uuid in read_keys(page.targets).parts]
    return (*parts, topic_ref(page.category), *([ref_of(index)] if index else []))


def _keys(people: "Any") -> list[int]:
    return list(people.order_by().values_list("pk", flat=True))


def _tell(
    kind: str, key: str, page: NewsPage, by: int | None, recipients: dict[MyRole, list[int]], said: str = "",
    actor: Actor = HOUSE,
) -> None:  # fmt: skip
    tell(
        actor=actor,
        event=NewEvent(
            kind=kind,
            ref=ref_of(page.pk),
            key=key,
            title=page.title,
            excerpt=said or page.lead,
            url=address_of(page),
            by=by,
            recipients=recipients,
            places=_places(page),
        ),
    )
