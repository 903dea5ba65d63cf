"""How moderators see posts, hide them and let go of them; talk keeps the reasons and the trail, and writes the log."""

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from samverk.social.posts.models import Attachment, Edit, Poll, Post, PostState
from samverk.social.posts.refs import ref_of
from samverk.social.posts.subject import numbers
from samverk.social.talk.excerpts import plain_with_names, plain_without_names
from samverk.social.talk.hideables import Exhibit


def exhibit(key: str) -> Exhibit | None:
    """The post as moderators see it, wherever it stands; one query, and one for each kind that is mentioned."""
    post = Post.objects.filter(pk__in=numbers([key])).exclude(state=PostState.DELETED).first()
    if post is None:
        return None
    return Exhibit(
        text=plain_with_names(post.text),
        author=post.author_id,
        about=ref_of(post.pk),
        title=plain_without_names(post.text, most=80),
        url=f"/inlagg/{post.pk}/",
        is_hidden=post.state == PostState.HIDDEN,
    )


def hide(key: str, now: datetime) -> bool:
    """Only its author and moderators see it; False when it was not shown."""
    return _change(key, PostState.PUBLISHED, PostState.HIDDEN)


def restore(key: str) -> bool:
    """Shown again; False when it was not hidden."""
    return _change(key, PostState.HIDDEN, PostState.PUBLISHED)


def _change(key: str, before: PostState, after: PostState) -> bool:
    rows = Post.objects.filter(pk__in=numbers([key]), state=before)
    return bool(rows.update(state=after, version=F("version") + 1))


def forget(key: str) -> None:
    """Let go of the text, the answers and the files of a hidden post; the row says that something stood here."""
    let_go(numbers([key]))


def let_go(keys: list[int]) -> None:
    """Of these posts keep nothing that was said; inside the caller's transaction."""
    files = Attachment.objects.filter(post__in=keys)
    names = [name for pair in files.values_list("file", "small") for name in pair if name]
    files.delete()
    Edit.objects.filter(post__in=keys).delete()
    # With its answers, and who gave which.
    Poll.objects.filter(post__in=keys).delete()
    rows = Post.objects.filter(pk__in=keys)
    rows.update(text="", tags=[], link="", link_title="", media=[], version=F("version") + 1)

    def remove() -> None:
        for name in names:
            default_storage.delete(name)

    transaction.on_commit(remove)
