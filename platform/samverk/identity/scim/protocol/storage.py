"""How the protocol reads and writes the house: through our actions, within one issuer, in one transaction a request."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model, Prefetch, QuerySet
from scim2_models import (
    InvalidPathException,
    InvalidValueException,
    NotFoundException,
    NotImplementedException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    ScimFilter,
    SearchRequest,
    UniquenessException,
)
from scim2_server.storage import ScimStorage, SearchPage
from scim2_server.utils import parametrize

from samverk.identity.scim.actions.provision_person import NameTaken, change_person, provision_person, remove_person
from samverk.identity.scim.actions.save_group import IdTaken, NoSuchMember, remove_group, save_group
from samverk.identity.scim.facts import BadFact
from samverk.identity.scim.models import GroupMember, PersonEmail, ProvisionedGroup, ProvisionedPerson
from samverk.identity.scim.protocol.columns import GROUP, USER
from samverk.identity.scim.protocol.filters import Column, condition, ordered
from samverk.identity.scim.protocol.reading import facts_in, group_resource, is_uuid, masked, user_resources
from samverk.identity.scim.protocol.schema import PROVIDER
from samverk.kernel.actions.record_audit import Actor

Row = TypeVar("Row", bound=Model)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Client:
    """On whose behalf a request is served: what its token says.

    Attributes:
        actor: the directory service, for the log.
        issuer: whose people it delivers; it sees and reaches nobody else's.
        capacity: in what capacity they are here.
        now: the moment of the request.
    """

    actor: Actor
    issuer: str
    capacity: str
    now: datetime


class HouseStorage(ScimStorage):
    """People and groups of one issuer on the active site."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def operation(self) -> AbstractContextManager[None]:
        """One request is done wholly or not at all."""
        return transaction.atomic()

    # -- reading

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        """One resource. With `response_parameters` it goes out to the client; without, it is read to be changed."""
        outbound = response_parameters is not None
        if resource_type.name == "Group":
            group = self._group(resource_id)
            wanted = response_parameters is None or _keeps_members(response_parameters)
            found: Resource[Any] = self._with_members([group], outbound=outbound, members=wanted)[0]
            return found
        person = self._person(resource_id, outbound=outbound)
        return user_resources([person])[0]  # type: ignore[no-any-return]

    def search(
        self,
        resource_types: list[ResourceType],
        search_request: SearchRequest[Any],
        *,
        position: Any = None,
    ) -> SearchPage:
        """One page; a person with protected identity is never in it (LAW-24)."""
        if len(resource_types) > 1 and search_request.sort_by is not None:
            raise NotImplementedException(detail="Sort one resource type at a time")
        found = [(kind, self._rows(kind, search_request)) for kind in resource_types]
        counts = [rows.count() for _kind, rows in found]
        # Several types are one list: the types after each other.
        start = search_request.start_index_0 or 0
        left = sum(counts) if search_request.count is None else search_request.count
        page: list[Resource[Any]] = []
        for (kind, rows), count in zip(found, counts, strict=True):
            if start < count and left > 0:
                read = list(rows[start : min(count, start + left)])
                page += self._out(kind, read, search_request)
                left -= len(read)
            start = max(0, start - count)
        return SearchPage(sum(counts), page)

    def _rows(self, kind: ResourceType, search_request: SearchRequest[Any]) -> "QuerySet[Any]":
        is_group = kind.name == "Group"
        rows: QuerySet[Any] = self._groups() if is_group else self._people().filter(user__is_protected=False)
        attributes = GROUP if is_group else USER
        if search_request.filter is not None:
            model: Any = PROVIDER.model_for(kind)
            bound: Any = parametrize(ScimFilter, model)
            rows = rows.filter(condition(bound(str(search_request.filter)), attributes))
        if search_request.sort_by is None:
            return rows
        column = attributes.get(_sort_name(str(search_request.sort_by)))
        if not isinstance(column, Column):
            raise InvalidPathException(detail=f"Sorting by {search_request.sort_by} is not supported")
        descending = search_request.sort_order == SearchRequest.SortOrder.descending
        return ordered(rows, column, descending=descending)

    def _out(self, kind: ResourceType, rows: list[Any], search_request: SearchRequest[Any]) -> list[Any]:
        if kind.name == "Group":
            return self._with_members(rows, outbound=True, members=_keeps_members(search_request))
        return user_resources(rows)

    # -- writing

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        """Take in a person or a group."""
        if resource_type.name == "Group":
            return self._save_group(None, resource)
        facts = facts_in(resource, None)
        person = _translated(
            lambda: provision_person(
                actor=self.client.actor,
                issuer=self.client.issuer,
                capacity=self.client.capacity,
                facts=facts,
                now=self.client.now,
            )
        )
        return self._told(person)

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        """Replace what is stored; `resource` is the whole new state."""
        if resource_type.name == "Group":
            return self._save_group(self._locked(self._group(str(resource.id)), expected_version), resource)
        person = self._locked(self._person(str(resource.id), outbound=False), expected_version)
        facts = facts_in(resource, person)
        changed = _translated(
            lambda: change_person(
                actor=self.client.actor,
                person=person,
                capacity=self.client.capacity,
                facts=facts,
                now=self.client.now,
            )
        )
        return self._told(changed)

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        """A group is removed; a person becomes inactive and is no longer the directory's (LAW-49)."""
        if resource_type.name == "Group":
            group = self._locked(self._group(resource_id), expected_version)
            remove_group(actor=self.client.actor, group=group)
            return
        person = self._locked(self._person(resource_id, outbound=False), expected_version)
        remove_person(actor=self.client.actor, person=person, now=self.client.now)

    # -- inside

    def _people(self) -> "QuerySet[ProvisionedPerson]":
        return (
            ProvisionedPerson.objects.filter(issuer=self.client.issuer)
            .select_related("user")
            .prefetch_related(Prefetch("emails", queryset=PersonEmail.objects.order_by("id")))
        )

    def _groups(self) -> "QuerySet[ProvisionedGroup]":
        return ProvisionedGroup.objects.filter(issuer=self.client.issuer)

    def _person(self, uuid: str, *, outbound: bool) -> ProvisionedPerson:
        found = self._people().filter(user__uuid=uuid).first() if is_uuid(uuid) else None
        if found is None or (outbound and found.user.is_protected):
            raise NotFoundException(detail="No such user")
        return found

    def _group(self, uuid: str) -> ProvisionedGroup:
        found = self._groups().filter(uuid=uuid).first() if is_uuid(uuid) else None
        if found is None:
            raise NotFoundException(detail="No such group")
        return found

    @staticmethod
    def _locked(row: Row, expected_version: str | None) -> Row:
        """Hold the row; refuse when somebody changed it after it was read."""
        held = type(row)._default_manager.select_for_update().filter(pk=row.pk)
        version = held.values_list("version", flat=True).first()
        if version is None:
            raise NotFoundException(detail="It has just been removed")
        if expected_version is not None and expected_version != f'W/"{row.pk}-{version}"':
            raise PreconditionFailedException
        return row

    def _told(self, person: ProvisionedPerson) -> Resource[Any]:
        fresh = self._people().get(pk=person.pk)
        return masked(fresh) if fresh.user.is_protected else user_resources([fresh])[0]  # type: ignore[no-any-return]

    def _save_group(self, group: ProvisionedGroup | None, resource: Any) -> Resource[Any]:
        members = [member.value or _last(member.ref) for member in resource.members or ()]
        saved = _translated(
            lambda: save_group(
                actor=self.client.actor,
                issuer=self.client.issuer,
                group=group,
                display_name=resource.display_name or "",
                external_id=resource.external_id or "",
                members=members,
                now=self.client.now,
            )
        )
        told: Resource[Any] = self._with_members([saved], outbound=True, members=True)[0]
        return told

    @staticmethod
    def _with_members(groups: list[ProvisionedGroup], *, outbound: bool, members: bool) -> list[Any]:
        """All groups' members in one query; outbound without those whose identity is protected."""
        if not members:
            return [group_resource(group, members=None) for group in groups]
        rows = GroupMember.objects.filter(group__in=groups).order_by("id")
        if outbound:
            rows = rows.filter(person__user__is_protected=False)
        found: dict[int, list[Any]] = {group.pk: [] for group in groups}
        for group_pk, uuid in rows.values_list("group_id", "person__user__uuid"):
            found[group_pk].append(uuid)
        return [group_resource(group, members=found[group.pk]) for group in groups]


def _last(reference: object) -> str:
    return str(reference or "").rstrip("/").rpartition("/")[2]


def _sort_name(path: str) -> str:
    name = path.lower()
    for core in ("urn:ietf:params:scim:schemas:core:2.0:user:", "urn:ietf:params:scim:schemas:core:2.0:group:"):
        name = name.removeprefix(core)
    return name


def _keeps_members(parameters: Any) -> bool:
    """Will the members go out, as far as `attributes` and `excludedAttributes` say?"""
    only = [str(path).lower().rpartition(":")[2] for path in parameters.attributes or ()]
    without = [str(path).lower().rpartition(":")[2] for path in parameters.excluded_attributes or ()]
    if only:
        return any(path.partition(".")[0] == "members" for path in only)
    return "members" not in without


_WORDS = {
    "personal_number": "holds a personal identity number, which is never taken in",
    "too_long": "is too long",
    "email": "is not an e-mail address",
    "required": "is required",
    "control": "holds control characters",
}


def _translated(write: Callable[[], Answer]) -> Answer:
    """Our errors in the protocol's words; a refused value is named, never repeated."""
    try:
        with transaction.atomic():
            return write()
    except BadFact as error:
        raise InvalidValueException(detail=f"{error.field} {_WORDS[error.why]}") from error
    except NoSuchMember as error:
        raise InvalidValueException(detail="members must be users delivered by the same client") from error
    except (NameTaken, IdTaken, IntegrityError) as error:
        raise UniquenessException from error
