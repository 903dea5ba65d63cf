"""Comments as things of the house: something to react to, to report and to hide. Who may see one follows from what it
is about."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import F, QuerySet
from django.urls import reverse

from samverk.identity.models import User
from samverk.kernel.kept_insert import WithKey
from samverk.kernel.subjects import Ref, Subject, subject_kinds, visible_refs
from samverk.social.talk.access import COMMENT, ref_of
from samverk.social.talk.choosers import tell_chooser
from samverk.social.talk.hideables import Exhibit
from samverk.social.talk.marks import mentions_in, with_names
from samverk.social.talk.mentionables import names_of
from samverk.social.talk.models import Comment, CommentVersion, Thread
from samverk.social.talk.told import show_words_now


def comment_url(pk: int) -> str:
    """Leads to the comment where it stands."""
    return reverse("talk:comment", args=[pk])


def url_of_new() -> WithKey:
    """The same, of a comment whose key the database counts as it writes it."""
    return WithKey(comment_url(0).replace("/0/", "/{key}/"))


def found(keys: Collection[str]) -> dict[str, Subject]:
    """Those that can be read, by key; two queries for each kind of thing they are about."""
    rows = Comment.objects.filter(pk__in=_numbers(keys), deleted_at=None, hidden_at=None).select_related("thread")
    by_ref: dict[Ref, list[Comment]] = defaultdict(list)
    for row in rows:
        by_ref[ref_of(row.thread)].append(row)
    told: dict[str, Subject] = {}
    for kind in {ref.kind for ref in by_ref} & {kind for kind, _entry in subject_kinds}:
        about = subject_kinds[kind].found([ref.key for ref in by_ref if ref.kind == kind])
        for key, subject in about.items():
            for row in by_ref[Ref(kind, key)]:
                told[str(row.pk)] = _subject(row, subject)
    return told


def _subject(row: Comment, about: Subject) -> Subject:
    return Subject(
        ref=Ref(COMMENT, str(row.pk)),
        title=about.title,
        url=comment_url(row.pk),
        owners=(row.author_id,) if row.author_id else (),
        within=(about.ref,),
    )


def visible(viewer: object, keys: Collection[str]) -> set[str]:
    """The keys of those the viewer may read: those about things the viewer may see."""
    rows = Comment.objects.filter(pk__in=_numbers(keys), deleted_at=None, hidden_at=None)
    about = {str(pk): Ref(kind, key) for pk, kind, key in rows.values_list("pk", "thread__kind", "thread__key")}
    seen = visible_refs(viewer, set(about.values()))
    return {pk for pk, ref in about.items() if ref in seen}


def readers(key: str) -> "QuerySet[User]":
    """Those who may see what it is about."""
    thread = Thread.objects.filter(all_comments__pk__in=_numbers([key])).first()
    if thread is None or thread.kind not in subject_kinds:
        return User.objects.none()
    return subject_kinds[thread.kind].readers(thread.key)


def exhibit(key: str) -> Exhibit | None:
    """A comment as moderators see it, also when it is hidden; what its author took away is nobody's to see."""
    row = Comment.objects.select_related("thread").filter(pk__in=_numbers([key])).first()
    if row is None or row.thread.kind not in subject_kinds:
        return None
    about = subject_kinds[row.thread.kind].found([row.thread.key]).get(row.thread.key)
    if about is None:
        return None
    text = "" if row.deleted_at else with_names(row.text, names_of(mentions_in(row.text)), lambda name, _m: f"@{name}")
    return Exhibit(
        text=text,
        author=row.author_id,
        about=about.ref,
        title=about.title,
        url=comment_url(row.pk),
        is_hidden=row.hidden_at is not None,
    )


def hide(key: str, now: datetime) -> bool:
    """Out of the talk, where its place stays, and out of the inboxes of those who were told."""
    changed = Comment.objects.filter(pk__in=_numbers([key]), hidden_at=None)
    if not changed.update(hidden_at=now, version=F("version") + 1):
        return False
    _changed(key, -1)
    return True


def restore(key: str) -> bool:
    """Back into the talk."""
    changed = Comment.objects.filter(pk__in=_numbers([key]), hidden_at__isnull=False)
    if not changed.update(hidden_at=None, version=F("version") + 1):
        return False
    _changed(key, 1)
    return True


def forget(key: str) -> None:
    """Let go of the text and of what it said before."""
    CommentVersion.objects.filter(comment__in=_numbers([key])).delete()
    Comment.objects.filter(pk__in=_numbers([key])).update(text="", tags=[], version=F("version") + 1)


def _changed(key: str, by: int) -> None:
    """Its talk counts it or not, but for one that its author took away; and who was told reads what may be read."""
    comment = Comment.objects.get(pk=int(key))
    if comment.deleted_at is None:
        Thread.objects.filter(pk=comment.thread_id).update(comments=F("comments") + by)
    tell_chooser(comment.pk)
    show_words_now(comment)


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19]
