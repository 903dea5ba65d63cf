"""Comments that hold a word with #, within what somebody may read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.names import shown_names
from samverk.kernel.subjects import Ref, Subject, subject_kinds, visible_refs
from samverk.social.talk.access import ref_of
from samverk.social.talk.comments_as_subjects import comment_url
from samverk.social.talk.excerpts import named
from samverk.social.talk.models import Comment
from samverk.social.text import as_plain

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Of so many of the newest with a word is asked whether somebody may read them; nobody reads further back.
MOST = 200
SHOWN = 10
EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One comment in a list.

    Attributes:
        title: of what it is about.
        url: where it stands.
        text: on one line.
        who: wrote it.
        when: it was written.
    """

    title: str
    url: str
    text: str
    who: str
    when: datetime


def _newest(tags: Collection[str], most: int) -> "QuerySet[Comment]":
    """Of each of these words the newest: one that many say hides none that few say."""
    held = Comment.objects.filter(deleted_at=None, hidden_at=None).exclude(tags=[])
    keys = [held.filter(tags__contains=[tag]).order_by("-pk").values("pk")[:most] for tag in set(tags)]
    return Comment.objects.filter(pk__in=keys[0].union(*keys[1:])) if keys else Comment.objects.none()


def tags_said(tags: Collection[str]) -> set[str]:
    """Those of these words that a comment holds."""
    rows = _newest(tags, 1).values_list("tags", flat=True)
    return {tag for held in rows for tag in held}.intersection(tags)


def tags_seen(*, viewer: object, tags: Collection[str]) -> set[str]:
    """Those of these words that stand in a comment the viewer may read."""
    rows = [
        (Ref(*about), held) for *about, held in _newest(tags, MOST).values_list("thread__kind", "thread__key", "tags")
    ]
    seen = visible_refs(viewer, {ref for ref, _held in rows})
    return {tag for ref, held in rows if ref in seen for tag in held}.intersection(tags)


def said_with(*, viewer: User, tag: str) -> list[Said]:
    """The newest comments with the word, about things the viewer may see; as many queries for two as for two hundred.

    Args:
        viewer: who reads.
        tag: the word, as it is compared.
    """
    rows = list(_newest([tag], MOST).select_related("thread", "author").order_by("-pk"))
    about = _about(viewer, {ref_of(row.thread) for row in rows})
    shown = [row for row in rows if ref_of(row.thread) in about][:SHOWN]
    texts = named([row.text for row in shown])
    names = shown_names([row.author for row in shown if row.author is not None], viewer)
    return [
        Said(
            title=about[ref_of(row.thread)].title,
            url=comment_url(row.pk),
            text=as_plain(text, most=EXCERPT),
            who=names[row.author_id] if row.author_id else _("Någon som har slutat"),
            when=row.created_at,
        )
        for row, text in zip(shown, texts, strict=True)
    ]


def _about(viewer: User, refs: Collection[Ref]) -> dict[Ref, Subject]:
    seen: Sequence[Ref] = list(visible_refs(viewer, set(refs)))
    found: dict[Ref, Subject] = {}
    for kind in {ref.kind for ref in seen}:
        things = subject_kinds[kind].found([ref.key for ref in seen if ref.kind == kind])
        found |= {Ref(kind, key): thing for key, thing in things.items()}
    return found
