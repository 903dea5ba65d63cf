"""A followed search as a thing: its own person's, and nobody else's."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel.subjects import Ref, Subject, SubjectKind, uuids_among
from samverk.social.searches.models import FollowedSearch

if TYPE_CHECKING:
    from django.db.models import QuerySet

KIND = "search"


def url_of(uuid: UUID) -> str:
    """Of what the search finds now. The words are not in it: addresses stand in letters and logs (LAW-12)."""
    return reverse("searches:open", args=[uuid])


def _found(keys: Collection[str]) -> dict[str, Subject]:
    rows = FollowedSearch.objects.filter(uuid__in=uuids_among(keys)).order_by().values_list("uuid", "words", "user_id")
    return {str(uuid): Subject(Ref(KIND, str(uuid)), words, url_of(uuid), (user,)) for uuid, words, user in rows}


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    if not (is_person(viewer) and is_internal(viewer)):
        return set()
    rows = FollowedSearch.objects.filter(user=viewer, uuid__in=uuids_among(keys)).order_by()
    return {str(uuid) for uuid in rows.values_list("uuid", flat=True)}


def _readers(key: str) -> "QuerySet[User]":
    return User.objects.filter(is_active=True, followed_searches__uuid__in=uuids_among([key]))


SEARCH = SubjectKind(
    label=_("sökning"), plural=_("sökningar"), found=_found, visible=_visible, readers=_readers, icon="search"
)
