"""What a comment will look like and who will be told, before it is sent (anchors 3.3)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samverk.identity.access import is_internal
from samverk.identity.models import User
from samverk.kernel.subjects import Subject
from samverk.social.tags import tags_at, tags_in
from samverk.social.talk import render, told
from samverk.social.talk.finding_mentions import with_marks
from samverk.social.talk.marks import Mention, mentions_in
from samverk.social.talk.mentionables import names_of
from samverk.social.talk.models import Comment
from samverk.social.text import as_html


@dataclass(frozen=True, slots=True)
class Preview:
    """Both; drawn by `talk/_preview.html`.

    Attributes:
        html: the text as it will stand.
        people: how many will be told; None where nobody is, of a change.
    """

    html: SafeString
    people: int | None


def preview_of(
    *, user: User, subject: Subject, text: str, chosen: Collection[Mention], parent: int | None, is_new: bool = True
) -> Preview:
    """A look at a comment; writes nothing.

    Args:
        user: who writes.
        subject: what it is about.
        text: as typed.
        chosen: from the picker.
        parent: the comment it answers.
        is_new: nobody is told of a change.
    """
    stored = with_marks(viewer=user, text=text.strip(), chosen=chosen)
    mentions = mentions_in(stored)
    names = names_of(mentions)
    answers = Comment.objects.filter(pk=parent).values_list("author", flat=True).first() if parent else None
    said = told.Said(subject=subject, by=user, text="", answers=answers, mentions=mentions, tags=tags_in(text))
    return Preview(
        html=render.safe(render.text_of(as_html(stored, tags_at=tags_at() if is_internal(user) else ""), names)),
        people=told.how_many(said) if is_new else None,
    )
