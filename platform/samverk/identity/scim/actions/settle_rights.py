"""Let the groups here follow the groups of the directory (PF-02)."""

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db import transaction

from samverk.identity.models import User
from samverk.identity.scim.models import GrantedRight, GroupMember
from samverk.kernel.actions.record_audit import Actor, record_audit

Pair = tuple[int, int]


def settle_rights(*, actor: Actor, users: Collection[int]) -> None:
    """Give what the mapped groups say and take back what they no longer say, for these persons; few queries for many.

    Deny by default: an unmapped group, and a person who is not active, give nothing. What a system maintainer gave
    by hand is left alone: only a right that came from here is taken back.
    """
    through = User.groups.through
    with transaction.atomic():
        wanted = _pairs(
            GroupMember.objects.filter(
                person__user__in=users, person__user__is_active=True, group__house_group__isnull=False
            ).values_list("person__user_id", "group__house_group_id")
        )
        given = _pairs(
            GrantedRight.objects.select_for_update().filter(user__in=users).values_list("user_id", "group_id")
        )
        have = _pairs(through.objects.filter(user__in=users).values_list("user_id", "group_id"))
        to_give, to_take = wanted - given - have, given - wanted
        # Someone took the group from the person by hand; the directory still says it, so it is given again.
        again = (wanted & given) - have
        if to_give or again:
            rows = [through(user_id=user, group_id=group) for user, group in to_give | again]
            through.objects.bulk_create(rows, ignore_conflicts=True)
            GrantedRight.objects.bulk_create(
                [GrantedRight(user_id=user, group_id=group) for user, group in to_give], ignore_conflicts=True
            )
        for group in {group for _user, group in to_take}:
            leaving = [user for user, each in to_take if each == group]
            through.objects.filter(group=group, user__in=leaving).delete()
            GrantedRight.objects.filter(group=group, user__in=leaving).delete()
        _tell(actor, to_give | again, to_take)


def _pairs(rows: Collection[Pair]) -> set[Pair]:
    return set(rows)


def _tell(actor: Actor, given: set[Pair], taken: set[Pair]) -> None:
    """One line in the log for each person whose rights changed."""
    touched = {user for user, _group in given | taken}
    if not touched:
        return
    names = dict(Group.objects.filter(pk__in={group for _user, group in given | taken}).values_list("pk", "name"))
    for person in User.objects.filter(pk__in=touched):
        record_audit(
            actor=actor,
            verb="scim.settle_rights",
            target=person,
            details={
                "given": sorted(names[group] for user, group in given if user == person.pk),
                "taken": sorted(names[group] for user, group in taken if user == person.pk),
            },
        )
