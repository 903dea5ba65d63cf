"""Take in a group from the directory, change it, or let it go."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverk.identity.scim.actions.settle_rights import settle_rights
from samverk.identity.scim.facts import BadFact, check_text, longest
from samverk.identity.scim.issuers import check_issuer
from samverk.identity.scim.models import GroupMember, ProvisionedGroup, ProvisionedPerson
from samverk.kernel.actions.record_audit import Actor, record_audit


class NoSuchMember(Exception):
    """A member that this provider has not delivered; groups in groups are not taken in."""


class IdTaken(Exception):
    """Another group of the same provider has the external id."""


def save_group(
    *,
    actor: Actor,
    issuer: str,
    group: ProvisionedGroup | None,
    display_name: str,
    external_id: str,
    members: Collection[str],
    now: datetime,
) -> ProvisionedGroup:
    """Write the whole group; the rights of those who came and went follow at once (PF-02).

    Args:
        actor: the directory service.
        issuer: whose group it is.
        group: the group to replace, or None for a new one.
        display_name: what the directory calls it.
        external_id: its id there, or empty.
        members: opaque ids of its people.
        now: the moment.

    Raises:
        BadFact: a name that is missing, too long or holds a personnummer.
        NoSuchMember: for a person that is not known.
        IdTaken: when the external id belongs to another group.
    """
    if not display_name.strip():
        raise BadFact("display_name", "required")
    for field, text in (("display_name", display_name), ("external_id", external_id)):
        check_text(field, text, longest(ProvisionedGroup, field))
    with transaction.atomic():
        verb = "scim.change_group" if group else "scim.create_group"
        if group is None:
            group = ProvisionedGroup(issuer=check_issuer(issuer), created_at=now, version=0)
        others = ProvisionedGroup.objects.filter(issuer=issuer, external_id=external_id).exclude(pk=group.pk)
        if external_id and others.exists():
            raise IdTaken
        group.display_name, group.external_id = display_name, external_id
        group.version += 1
        group.changed_at = now
        group.save()
        came, left = _write_members(group, members)
        record_audit(
            actor=actor, verb=verb, target=group, details={"members_added": len(came), "members_removed": len(left)}
        )
        if group.house_group_id is not None and came | left:
            settle_rights(actor=actor, users=came | left)
    return group


def remove_group(*, actor: Actor, group: ProvisionedGroup) -> None:
    """The directory no longer has the group; the rights it gave are taken back. No person is touched otherwise."""
    with transaction.atomic():
        users = set(group.members.values_list("person__user_id", flat=True))
        record_audit(actor=actor, verb="scim.remove_group", target=group)
        group.delete()
        settle_rights(actor=actor, users=users)


def _write_members(group: ProvisionedGroup, members: Collection[str]) -> tuple[set[int], set[int]]:
    """Keys of the users who came and who left."""
    wanted = {str(each) for each in members}
    known = {
        str(uuid): (pk, user)
        for pk, user, uuid in ProvisionedPerson.objects.filter(
            issuer=group.issuer, user__uuid__in=_uuids(wanted)
        ).values_list("pk", "user_id", "user__uuid")
    }
    if set(known) != wanted:
        raise NoSuchMember
    before = dict(group.members.values_list("person_id", "person__user_id"))
    after = dict(known.values())
    GroupMember.objects.bulk_create([GroupMember(group=group, person_id=pk) for pk in after.keys() - before.keys()])
    group.members.filter(person__in=before.keys() - after.keys()).delete()
    return (
        {after[pk] for pk in after.keys() - before.keys()},
        {before[pk] for pk in before.keys() - after.keys()},
    )


def _uuids(texts: Collection[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError as error:
        raise NoSuchMember from error
