"""A word with # as something one can follow (PF-52): all posts and comments that hold it, within what one may read."""

from collections.abc import Collection
from urllib.parse import quote

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import INTERNAL, User
from samverk.kernel import clock
from samverk.kernel.subjects import Subject, SubjectKind
from samverk.social.posts.access import my_places, sees_everything
from samverk.social.posts.models import Post, PostState
from samverk.social.tags import of_tag, tags_at, tags_in
from samverk.social.talk.tagged import tags_said, tags_seen


def address_of(tag: str) -> str:
    """The feed with the posts that hold it."""
    return tags_at() + quote(tag)


def _words(keys: Collection[str]) -> list[str]:
    """Those that can be one at all, as they are compared."""
    return [key for key in keys if tags_in(f"#{key}") == [key]]


def _in(posts: "QuerySet[Post]", keys: Collection[str]) -> set[str]:
    wanted = _words(keys)
    rows = posts.filter(state=PostState.PUBLISHED).order_by() if wanted else posts.none()
    return {key for key in wanted if rows.filter(tags__contains=[key]).exists()}


def _found(keys: Collection[str]) -> dict[str, Subject]:
    used = _in(Post.objects.all(), keys)
    used |= tags_said(_words(set(keys) - used))
    return {key: Subject(of_tag(key), f"#{key}", address_of(key)) for key in used}


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    """That a word is used tells what people write of: only who reads one of the posts or comments sees it."""
    if not (is_person(viewer) and is_internal(viewer)):
        return set()
    posts = Post.objects.all()
    if not sees_everything(viewer):
        posts = posts.filter(place__in=[place.key for place in my_places(viewer, clock.today())])
    seen = _in(posts, keys)
    return seen | tags_seen(viewer=viewer, tags=_words(set(keys) - seen))


def _readers(key: str) -> "QuerySet[User]":
    people = User.objects.filter(is_active=True, capacity__in=INTERNAL)
    return people if _words([key]) else people.none()


WORDS = SubjectKind(label=_("ord"), plural=_("ord"), found=_found, visible=_visible, readers=_readers, icon="feed")
