"""A proposal as a thing people are told of: everybody in the municipalities and at the model reads what is sent."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.kernel.subjects import Ref, Subject, SubjectKind, uuids_among
from shared_templates.adoption.access import colleagues
from shared_templates.proposals.models import Proposal, State
from shared_templates.proposals.queries import proposals

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverk.identity.models import User

KIND = "template_proposal"


def ref_of(uuid: UUID) -> Ref:
    """The proposal with this number."""
    return Ref(KIND, str(uuid))


def url_of(uuid: UUID) -> str:
    """Where it is read."""
    return reverse("proposals:one", args=[uuid])


def answered(keys: Collection[str]) -> set[str]:
    """Those that nobody is asked about any more."""
    waiting = proposals([State.SENT]).filter(uuid__in=uuids_among(keys)).values_list("uuid", flat=True)
    return set(keys) - {str(uuid) for uuid in waiting}


def _found(keys: Collection[str]) -> dict[str, Subject]:
    rows = Proposal.objects.filter(uuid__in=uuids_among(keys)).exclude(sent_at=None).defer("content")
    return {str(row.uuid): Subject(ref_of(row.uuid), row.name, url_of(row.uuid)) for row in rows}


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    return set(_found(keys)) if is_internal(viewer) else set()


def _readers(key: str) -> "QuerySet[User]":
    return colleagues() if _found([key]) else colleagues().none()


PROPOSAL = SubjectKind(
    label=_("förslag till mallen"), plural=_("förslag till mallen"), found=_found, visible=_visible, readers=_readers,
    followable=False, icon="comment",
)  # fmt: skip
