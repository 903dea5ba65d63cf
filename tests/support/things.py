"""Something to talk about and follow: news pages as a kind of their own, with the intranet's real rights."""

from collections.abc import Collection
from uuid import uuid4

from django.db.models import QuerySet

from samverk.identity.access import actor_for, is_internal
from samverk.identity.models import INTERNAL, User
from samverk.intranet.guests import invited_to, is_invited
from samverk.intranet.models import NewsPage
from samverk.intranet.privacy import closed_pages
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject, SubjectKind, subject_kinds
from samverk.social.talk.actions.post_comment import post_comment
from samverk.social.talk.models import Comment, Moderation
from tests.support.factories import PersonFactory
from tests.support.kind_of_things import KIND


def _rows(keys: Collection[str]) -> "QuerySet[NewsPage]":
    found: QuerySet[NewsPage] = NewsPage.objects.filter(pk__in=[key for key in keys if key.isdecimal()], live=True)
    return found


def _found(keys: Collection[str]) -> dict[str, Subject]:
    return {
        str(page.pk): Subject(
            ref=Ref(KIND, str(page.pk)),
            title=page.title,
            url=f"/nyheter/{page.slug}/",
            owners=(page.owner_id,) if page.owner_id else (),
            within=(Ref(KIND, "alla"),),
            commentable=page.slug != "stangd",
        )
        for page in _rows(keys)
    }


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    closed = closed_pages(viewer)
    return {
        str(page.pk)
        for page in _rows(keys)
        if (is_internal(viewer) or is_invited(viewer, page.path)) and not str(page.path).startswith(closed)
    }


def _readers(key: str) -> "QuerySet[User]":
    paths = [page.path for page in _rows([key])]
    return User.objects.filter(capacity__in=INTERNAL) | invited_to(*paths)


def declare_things() -> None:
    """Once a process."""
    if KIND not in subject_kinds:
        kind = SubjectKind(label="provsida", plural="provsidor", found=_found, visible=_visible, readers=_readers)
        subject_kinds.register(KIND, kind)


def thing(page: NewsPage) -> Ref:
    """The page as a thing."""
    declare_things()
    return Ref(KIND, str(page.pk))


def said_about(page: NewsPage) -> int:
    """A comment on the page by somebody else; its key."""
    writer = PersonFactory(superuser=True)
    return post_comment(
        actor=actor_for(writer), author=writer, ref=thing(page), text="Hej", form=uuid4(), now=clock.now()
    ).pk


def moderated_row() -> int:
    """A moderator's decision about somebody else's comment; its key."""
    key = str(Comment.objects.values_list("pk", flat=True).first() or 0)
    return Moderation.objects.create(
        kind="comment", key=key, deed="hidden", reason="unkind", text="Elakt", at=clock.now()
    ).pk
