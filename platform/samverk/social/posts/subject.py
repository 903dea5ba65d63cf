"""What others may ask of posts: which there are, who sees them, who reads them."""

from collections.abc import Collection

from django.db.models import QuerySet

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.subjects import Subject
from samverk.social.posts.access import my_places, reviews, sees_everything
from samverk.social.posts.models import Post, PostState
from samverk.social.posts.places import source_of
from samverk.social.posts.refs import ref_of, within
from samverk.social.talk.excerpts import plain_without_names


def numbers(keys: Collection[str]) -> list[int]:
    """Keys as they came from an address: what is no number is nobody's."""
    return [int(key) for key in keys if key.isdecimal() and len(key) < 18]


def found(keys: Collection[str]) -> dict[str, Subject]:
    """Posts that exist, by key; one query."""
    rows = Post.objects.filter(pk__in=numbers(keys)).exclude(state=PostState.DELETED).select_related("author")
    return {str(post.pk): subject_of_post(post) for post in rows}


def subject_of_post(post: Post) -> Subject:
    """A post as others know it."""
    return Subject(
        ref=ref_of(post.pk),
        title=plain_without_names(post.text, most=80),
        url=f"/inlagg/{post.pk}/",
        owners=(post.author_id,),
        within=within(place=post.place, author=post.author, tags=post.tags),
        commentable=post.state == PostState.PUBLISHED,
    )


def visible(viewer: object, keys: Collection[str]) -> set[str]:
    """Those the viewer may read; two queries at most. The same rule as `access.is_reader`, for many."""
    if not (is_person(viewer) and is_internal(viewer)):
        return set()
    mine = {place.key for place in my_places(viewer, clock.today())}
    rows = Post.objects.filter(pk__in=numbers(keys)).exclude(state=PostState.DELETED).order_by()
    seen = set()
    for pk, place, state, author in rows.values_list("pk", "place", "state", "author"):
        readable = state == PostState.PUBLISHED and (place in mine or sees_everything(viewer))
        if readable or author == viewer.pk or (state == PostState.HIDDEN and reviews(viewer, place)):
            seen.add(str(pk))
    return seen


def readers(key: str) -> QuerySet[User]:
    """The active users who belong where the post stands, and its author."""
    post = Post.objects.filter(pk__in=numbers([key])).exclude(state=PostState.DELETED).first()
    source = source_of(post.place) if post else None
    if post is None:
        return User.objects.none()
    author = User.objects.filter(pk=post.author_id, is_active=True)
    if post.state == PostState.HIDDEN or source is None:
        return author
    return User.objects.filter(pk__in=source.readers(post.place).values("pk")) | author
