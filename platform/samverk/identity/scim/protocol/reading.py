"""From our rows to SCIM's resources and back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from scim2_models import Meta, Reference

from samverk.identity.scim.facts import Email, PersonFacts
from samverk.identity.scim.models import ProvisionedGroup, ProvisionedPerson
from samverk.identity.scim.protocol import schema

UserResource: Any = schema.PROVIDER.model_for("User")
UserReference: Any = Reference[schema.User[Any]]


def user_resources(people: Iterable[ProvisionedPerson]) -> list[Any]:
    """Persons with `user` and `emails` at hand; no query of its own."""
    return [_user(person) for person in people]


def masked(person: ProvisionedPerson) -> Any:
    """A person with protected identity: nothing that the directory has not just sent us goes out (LAW-24)."""
    return UserResource(
        id=str(person.user.uuid),
        user_name=person.user_name,
        active=person.active,
        meta=_meta("User", person),
    )


def group_resource(group: ProvisionedGroup, *, members: Iterable[UUID] | None) -> Any:
    """A group; `members` None leaves them out."""
    return schema.Group(
        id=str(group.uuid),
        external_id=group.external_id or None,
        display_name=group.display_name,
        members=[schema.MemberValue(value=str(uuid), ref=_reference(str(uuid)), type="User") for uuid in members or ()]
        or None,
        meta=_meta("Group", group),
    )


def facts_in(resource: Any, stored: ProvisionedPerson | None) -> PersonFacts:
    """What a resource says of a person."""
    name = resource.name or schema.PersonName()
    work = resource[schema.EnterpriseUser] or schema.EnterpriseUser()
    return PersonFacts(
        user_name=resource.user_name or "",
        external_id=resource.external_id or "",
        given_name=name.given_name or "",
        family_name=name.family_name or "",
        display_name=resource.display_name or "",
        title=resource.title or "",
        user_type=resource.user_type or "",
        department=work.department or "",
        manager=_manager(work.manager, stored.manager if stored else ""),
        emails=tuple(
            Email(each.value or "", each.type or "", each.primary)
            for each in resource.emails or ()
            if each.value or each.type
        ),
        active=resource.active,
    )


def _manager(sent: schema.ManagerValue | None, before: str) -> str:
    """The manager's id: from the reference when only that was changed, else as sent."""
    if sent is None:
        return ""
    named = str(sent.ref or "").rstrip("/").rpartition("/")[2]
    return named if named and named != before else sent.value or ""


def _user(person: ProvisionedPerson) -> Any:
    found = UserResource(
        id=str(person.user.uuid),
        external_id=person.external_id or None,
        user_name=person.user_name,
        display_name=person.display_name or None,
        title=person.title or None,
        user_type=person.user_type or None,
        active=person.active,
        emails=[
            schema.PersonEmailValue(value=email.value or None, type=email.type or None, primary=email.primary)
            for email in person.emails.all()
        ]
        or None,
        meta=_meta("User", person),
    )
    if person.given_name or person.family_name:
        found.name = schema.PersonName(given_name=person.given_name or None, family_name=person.family_name or None)
    if person.department or person.manager:
        manager = schema.ManagerValue(value=person.manager, ref=_reference(person.manager))
        found[schema.EnterpriseUser] = schema.EnterpriseUser(
            department=person.department or None, manager=manager if person.manager else None
        )
    return found


def is_uuid(text: str) -> bool:
    """Could it be an id of ours?"""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _reference(uuid: str) -> Any:
    return UserReference(f"Users/{uuid}")


def _meta(kind: str, row: ProvisionedPerson | ProvisionedGroup) -> Meta:
    return Meta(
        resource_type=kind,
        created=row.created_at,
        last_modified=row.changed_at,
        version=f'W/"{row.pk}-{row.version}"',
    )
