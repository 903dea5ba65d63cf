"""A question stands as answered for as long as the comment that answers it can be read."""

from django.db.models import F

from samverk.kernel import clock
from samverk.social.posts.models import Post, PostKind
from samverk.social.posts.subject import numbers


def follow_answer(key: str, comment: int, readable: bool) -> None:
    """The question is open while its answer is hidden or taken away, and answered again when that is put back.

    What was chosen is remembered meanwhile; who chooses another comment, or says that the question is answered without
    one, has the last word. The log has what happened to the comment.

    Args:
        key: of the post.
        comment: key of the comment.
        readable: can it be read now.
    """
    rows = Post.objects.filter(pk__in=numbers([key]), kind=PostKind.QUESTION, answer=str(comment))
    rows.filter(answered_at__isnull=readable).update(
        answered_at=clock.now() if readable else None, version=F("version") + 1
    )
