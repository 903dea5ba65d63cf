"""Who may talk about what. A thing's own kind says who may see it; everything here begins with that."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.backends import PERSON_BACKEND
from samverk.identity.models import INTERNAL, User
from samverk.kernel.access import Denied
from samverk.kernel.subjects import Ref, Subject
from samverk.social.following.access import require_member, subject_or_404
from samverk.social.talk.models import Comment, Thread

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "comment_about_or_404",
    "comment_or_404",
    "may_close",
    "may_moderate",
    "moderators",
    "readable_comment_or_404",
    "require_closer",
    "require_commentable",
    "require_member",
    "require_moderator",
    "require_own",
    "subject_or_404",
]
RIGHT = "social_talk.moderate"
#: What comments are called in `kernel.subjects.subject_kinds`.
COMMENT = "comment"


def may_moderate(user: object) -> bool:
    """Few have the right; nobody from outside (PF-07)."""
    return is_internal(user) and is_person(user) and not user.is_support and user.has_perm(RIGHT)


def moderators() -> "QuerySet[User]":
    """All who have that right."""
    found: QuerySet[User] = User.objects.with_perm(RIGHT, backend=PERSON_BACKEND)
    return found.filter(capacity__in=INTERNAL)


def require_moderator(user: object) -> User:
    """Refuse everybody else.

    Raises:
        Denied: without the right.
    """
    if not (is_person(user) and may_moderate(user)):
        raise Denied(_("Anmälningar hanteras bara av dem som kommunen har utsett till granskare."))
    return user


def may_close(*, user: object, subject: Subject) -> bool:
    """Who may lock a discussion or say that it is settled: those who answer for the thing, and moderators."""
    return is_person(user) and (user.pk in subject.owners or may_moderate(user))


def require_closer(*, user: object, subject: Subject) -> None:
    """Refuse everybody else.

    Raises:
        Denied: for those who neither answer for the thing nor moderate.
    """
    if not may_close(user=user, subject=subject):
        raise Denied(_("Bara den som ansvarar för sidan och granskare kan göra det här."))


def require_commentable(subject: Subject) -> None:
    """Some things are read only.

    Raises:
        Denied: when nobody may comment the thing now.
    """
    if not subject.commentable:
        raise Denied(_("Det går inte att kommentera här."))


def comment_or_404(*, user: object, pk: int) -> tuple[Comment, Subject]:
    """A comment whose thing the person may see, with the thing.

    Raises:
        Http404: when there is none here, or its thing is gone.
        Denied: when the person may not see the thing.
    """
    found = Comment.objects.select_related("thread", "author").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found, subject_or_404(user=user, ref=ref_of(found.thread))


def readable_comment_or_404(*, user: object, pk: int) -> tuple[Comment, Subject]:
    """The same, without those that were taken away or hidden; moderators read hidden ones.

    Raises:
        Http404: for those too.
        Denied: when the person may not see the thing.
    """
    found, subject = comment_or_404(user=user, pk=pk)
    if found.deleted_at is not None or (found.hidden_at is not None and not may_moderate(user)):
        raise Http404
    return found, subject


def comment_about_or_404(*, ref: Ref, pk: int, hold: bool = False) -> Comment:
    """A comment about this thing that can be read; the caller has asked whether the person may see the thing.

    Args:
        ref: the thing.
        pk: the comment.
        hold: nobody hides it or takes it away until the caller's transaction has ended.

    Raises:
        Http404: when there is none, or it was taken away or hidden.
    """
    rows = Comment.objects.select_for_update(of=("self",), no_key=True) if hold else Comment.objects.all()
    found = rows.filter(pk=pk, thread__kind=ref.kind, thread__key=ref.key).first()
    if found is None or not found.is_readable:
        raise Http404
    return found


def require_own(*, user: User, comment: Comment) -> None:
    """Only whoever wrote it changes it or takes it away; moderators hide instead, with a reason.

    Raises:
        Denied: for everybody else.
    """
    if comment.author_id != user.pk:
        raise Denied(_("Bara den som skrev kommentaren kan ändra den."))


def ref_of(thread: Thread) -> Ref:
    """What a thread is about."""
    return Ref(thread.kind, thread.key)
