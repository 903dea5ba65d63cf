"""The places every site has: the whole of it, and the parts of its organisation."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal
from samverk.identity.models import INTERNAL, User
from samverk.kernel import clock
from samverk.people.belonging import belongings, count_of_parts, people_of_part
from samverk.people.standing.queries import is_only_in_companies, only_in_companies
from samverk.social.posts.places import SITE, Place, PlaceSource


def _whole(user: User, day: date) -> list[Place]:
    # What is written to everybody is the municipality's own: the people of its companies have their own parts (TN-04).
    belongs = is_internal(user) and not is_only_in_companies(user, day)
    return [Place(SITE, _("Alla på webbplatsen"))] if belongs else []


def _everybody(key: str) -> QuerySet[User]:
    elsewhere = only_in_companies(clock.today()) & Q(is_superuser=False)
    return User.objects.filter(is_active=True, capacity__in=INTERNAL).exclude(elsewhere)


def _count_everybody(keys: Collection[str]) -> dict[str, int]:
    return {SITE: _everybody(SITE).filter(is_protected=False).count()} if SITE in keys else {}


def _parts(user: User, day: date) -> list[Place]:
    if not is_internal(user):
        return []
    return [
        Place(f"{part.level}:{part.uuid}", part.name, leads=part.leads, own=part.level == "unit")
        for part in belongings(user=user, day=day)
    ]


def _readers(key: str) -> QuerySet[User]:
    level, _colon, uuid = key.partition(":")
    return people_of_part(level=level, uuid=UUID(uuid), day=clock.today()).filter(capacity__in=INTERNAL)


def _counts(keys: Collection[str]) -> dict[str, int]:
    parts = {UUID(key.partition(":")[2]): key for key in keys if ":" in key}
    return {parts[uuid]: count for uuid, count in count_of_parts(uuids=list(parts), day=clock.today()).items()}


WHOLE = PlaceSource(kinds=(SITE,), mine=_whole, readers=_everybody, counts=_count_everybody)
ORGANISATION = PlaceSource(kinds=("unit", "department", "authority"), mine=_parts, readers=_readers, counts=_counts)
