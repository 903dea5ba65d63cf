"""Places that are parts of the organisation."""

from collections.abc import Iterable
from uuid import UUID

from samverk.kernel.registries import Succession
from samverk.social.posts.models import Post
from samverk.social.posts.refs import LEVELS


def keys_of(uuids: Iterable[UUID]) -> list[str]:
    """Keys of places: the parts' ids do not say which level they are of."""
    return [f"{level}:{uuid}" for uuid in uuids for level in LEVELS]


def posts_of(*, moved: Succession) -> int:
    """How many posts stand in parts that give way."""
    return Post.objects.filter(place__in=keys_of(moved.before)).count()
