"""People and parts of the organisation as things one can follow, find and be told of."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject, SubjectKind, uuids_among
from samverk.people.models import Authority, Department, Unit
from samverk.people.profiles.access import directory_readers, listed, may_read_directory
from samverk.people.profiles.cards import person_url
from samverk.people.queries import named, part_url


def _people(keys: Collection[str]) -> dict[str, Subject]:
    rows = User.objects.filter(listed(clock.today()), uuid__in=uuids_among(keys)).order_by()
    return {
        str(user.uuid): Subject(Ref("person", str(user.uuid)), user.get_full_name(), person_url(user.uuid), (user.pk,))
        for user in rows
    }


def _visible_people(viewer: object, keys: Collection[str]) -> set[str]:
    if not may_read_directory(viewer):
        return set()
    rows = User.objects.filter(listed(clock.today()), uuid__in=uuids_among(keys)).order_by()
    return {str(uuid) for uuid in rows.values_list("uuid", flat=True)}


def _readers_of_person(key: str) -> "QuerySet[User]":
    day = clock.today()
    readers = directory_readers(day)
    ids = uuids_among([key])
    return readers if ids and User.objects.filter(listed(day), uuid=ids[0]).exists() else readers.none()


def _parts(keys: Collection[str]) -> dict[str, Subject]:
    """Units with the department and authority they stand under; departments with their authority. Three queries."""
    ids = uuids_among(keys)
    found = {
        str(uuid): Subject(Ref("unit", str(uuid)), name, part_url(uuid))
        for uuid, name in Authority.objects.filter(uuid__in=ids).values_list("uuid", "name")
    }
    departments = Department.objects.filter(uuid__in=ids).values_list("uuid", "name", "authority__uuid")
    for uuid, name, authority in departments:
        over = (Ref("unit", str(authority)),)
        found[str(uuid)] = Subject(Ref("unit", str(uuid)), name, part_url(uuid), within=over)
    units = Unit.objects.filter(uuid__in=ids)
    for uuid, name, *above in units.values_list("uuid", "name", "department__uuid", "department__authority__uuid"):
        within = tuple(Ref("unit", str(each)) for each in above)
        found[str(uuid)] = Subject(Ref("unit", str(uuid)), name, part_url(uuid), within=within)
    return found


def _visible_parts(viewer: object, keys: Collection[str]) -> set[str]:
    return {str(uuid) for uuid in named(uuids_among(keys))} if may_read_directory(viewer) else set()


def _readers_of_part(key: str) -> "QuerySet[User]":
    readers = directory_readers(clock.today())
    return readers if named(uuids_among([key])) else readers.none()


PERSON = SubjectKind(
    label=_("person"), plural=_("personer"), found=_people, visible=_visible_people, readers=_readers_of_person,
    icon="user",
)  # fmt: skip
UNIT = SubjectKind(
    label=_("enhet"), plural=_("enheter"), found=_parts, visible=_visible_parts, readers=_readers_of_part,
    icon="organisation",
)  # fmt: skip
