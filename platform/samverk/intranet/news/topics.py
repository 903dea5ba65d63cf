"""What news are about, as something one can follow (PF-52): all news of a topic, whoever writes them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.identity.models import User
from samverk.identity.models.user import INTERNAL
from samverk.intranet.models import NewsCategory, NewsIndexPage
from samverk.intranet.queries import address_of
from samverk.kernel.subjects import Ref, Subject, SubjectKind

if TYPE_CHECKING:
    from django.db.models import QuerySet

KIND = "news_topic"


def topic_ref(category: str) -> Ref:
    """A topic by its key."""
    return Ref(KIND, category)


def _found(keys: Collection[str]) -> dict[str, Subject]:
    known = [key for key in keys if key in NewsCategory.values]
    index = NewsIndexPage.objects.live().first() if known else None
    if index is None:
        return {}
    address = address_of(index)
    return {key: Subject(topic_ref(key), str(NewsCategory(key).label), f"{address}?amne={key}") for key in known}


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    """Topics are the same on every site; which news of one somebody may read is each piece's own matter."""
    return {key for key in keys if key in NewsCategory.values} if is_internal(viewer) else set()


def _readers(key: str) -> "QuerySet[User]":
    people = User.objects.filter(is_active=True, capacity__in=INTERNAL)
    return people if key in NewsCategory.values else people.none()


TOPIC = SubjectKind(
    label=_("nyhetsämne"), plural=_("nyhetsämnen"), found=_found, visible=_visible, readers=_readers, icon="news"
)
