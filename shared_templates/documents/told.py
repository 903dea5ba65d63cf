"""Sent documents as things people are told of: everybody who works here reads them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.subjects import Ref, Subject, SubjectKind, uuids_among
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind
from samverk.people.models import Unit
from shared_templates.adoption.access import colleagues
from shared_templates.documents.models import Document

if TYPE_CHECKING:
    from django.db.models import QuerySet

KIND, SENT = "project_document", "documents.sent"
EVENT = EventKind(
    label=_("Projektdokument till dig"),
    sentence=_("%(who)s skickade %(title)s"),
    impersonal=_("Nytt dokument: %(title)s"),
    roles=(MyRole.ADDRESSED,),
    icon="document",
    order=90,
)


def tell_of(document: Document, *, actor: Actor, by: User, people: Collection[User], units: Collection[Unit]) -> None:
    """Those it is for hear where it is read, never what it says; inside the caller's transaction."""
    tell(
        actor=actor,
        event=NewEvent(
            kind=SENT,
            ref=Ref(KIND, str(document.uuid)),
            key=str(document.uuid),
            title=document.title,
            url=_url(document),
            by=by.pk,
            recipients={MyRole.ADDRESSED: [person.pk for person in people]},
            units={MyRole.ADDRESSED: [unit.pk for unit in units]},
        ),
    )


def _url(document: Document) -> str:
    return reverse("project_documents:one", args=[document.uuid])


def _found(keys: Collection[str]) -> dict[str, Subject]:
    rows = Document.objects.filter(uuid__in=uuids_among(keys), sent_at__isnull=False).only("uuid", "title", "writer")
    return {
        str(row.uuid): Subject(
            Ref(KIND, str(row.uuid)), row.title, _url(row), (row.writer_id,) if row.writer_id else ()
        )
        for row in rows.order_by()
    }


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    return set(_found(keys)) if is_internal(viewer) else set()


def _readers(key: str) -> "QuerySet[User]":
    return colleagues() if _found([key]) else colleagues().none()


SUBJECT = SubjectKind(
    label=_("projektdokument"), plural=_("projektdokument"), found=_found, visible=_visible, readers=_readers,
    followable=False, icon="document",
)  # fmt: skip
