"""Things of which one comment can be chosen, as the answer to a question: they hear when it goes and comes back."""

from collections.abc import Callable

from samverk.kernel.registries import Registry
from samverk.social.talk.models import Comment

#: Kind of thing → (key of the thing, key of the comment, can the comment be read now); called inside the transaction
#: of whoever takes it away, hides it or puts it back, also for comments that nobody has chosen.
choosers: Registry[Callable[[str, int, bool], None]] = Registry("things of which a comment can be chosen")


def tell_chooser(pk: int) -> None:
    """Say to the thing that a comment is about whether it can be read; one query.

    Args:
        pk: a comment that was just hidden, taken away or put back.
    """
    found = Comment.objects.select_related("thread").get(pk=pk)
    if found.thread.kind in choosers:
        choosers[found.thread.kind](found.thread.key, pk, found.is_readable)
