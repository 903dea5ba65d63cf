"""What stands around a post on its own page: following it, and the discussion."""

from django.http import HttpRequest
from django.urls import reverse

from samverk.kernel.subjects import Subject
from samverk.social.following.context import follow_button
from samverk.social.posts.models import Post, PostKind, PostState
from samverk.social.talk.context import discussion
from samverk.social.talk.drawing import Pick


def around(request: HttpRequest, post: Post, subject: Subject, *, may_answer: bool) -> dict[str, object]:
    """Template variables for the post's page; the page has asked for the right.

    Args:
        request: of the page.
        post: the post.
        subject: the same as a thing.
        may_answer: may the reader say which comment answers a question.
    """
    talk = discussion(request, subject, pick=_pick(post, may_answer))
    return {**talk, **follow_button(request, subject, follows=bool(talk["follows"]) if talk else None)}


def _pick(post: Post, may_answer: bool) -> Pick | None:
    if post.kind != PostKind.QUESTION:
        return None
    return Pick(
        address=reverse("posts:answer", args=[post.pk]),
        chosen=int(post.answer) if post.answered_at and post.answer.isdecimal() else None,
        may=may_answer and post.state == PostState.PUBLISHED,
    )
