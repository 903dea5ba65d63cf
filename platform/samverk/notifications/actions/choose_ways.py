"""Choose by which ways one is told: a person's matrix, a group's, or the site's."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.notifications.defaults import usual_for, usual_here
from samverk.notifications.events import MyRole
from samverk.notifications.kinds import event_kinds
from samverk.notifications.models import Choice, GroupChoice, SiteChoice
from samverk.notifications.ways import Ways

Matrix = Mapping[tuple[str, MyRole], Ways]
Above = Mapping[tuple[str, int], Ways]


class Locked(ValueError):
    """The kind is mandatory: nobody chooses (PF-53)."""


def choose_ways(*, actor: Actor, user: User, matrix: Matrix) -> int:
    """What the person chooses, cell by cell; what is as it is anyway follows groups and site from now on.

    Args:
        actor: the person.
        user: whose matrix.
        matrix: cells to set; others stay.

    Returns:
        How many cells changed.

    Raises:
        Locked: for a mandatory kind.
    """
    return _choose(
        Choice.objects.filter(user=user), {"user": user}, matrix, usual_for(user),
        actor=actor, verb="notifications.choose_ways", target=user, right="own",
    )  # fmt: skip


def choose_group_ways(*, actor: Actor, group: Group, matrix: Matrix) -> int:
    """What a group's members begin with, who have not chosen; who is in several is told as any of them says.

    Args:
        actor: a system maintainer.
        group: whose members.
        matrix: cells to set; others stay.

    Returns:
        How many cells changed.

    Raises:
        Locked: for a mandatory kind.
    """
    return _choose(
        GroupChoice.objects.filter(group=group), {"group": group}, matrix, usual_here(),
        actor=actor, verb="notifications.choose_group_ways", target=group, right="identity.administer_site",
    )  # fmt: skip


def choose_site_ways(*, actor: Actor, matrix: Matrix) -> int:
    """What applies to everybody here who has not chosen.

    Args:
        actor: a system maintainer.
        matrix: cells to set; others stay.

    Returns:
        How many cells changed.

    Raises:
        Locked: for a mandatory kind.
    """
    return _choose(
        SiteChoice.objects.all(), {}, matrix, {},
        actor=actor, verb="notifications.choose_site_ways", label=", ".join(sorted({name for name, _role in matrix})),
        right="identity.administer_site",
    )  # fmt: skip


def _choose(
    rows: "QuerySet[Any]", mine: dict[str, Any], matrix: Matrix, above: Above, *, actor: Actor, **told: Any
) -> int:
    with transaction.atomic():
        changed = _write(rows, mine, matrix, above)
        if changed:
            record_audit(actor=actor, details={"cells": changed}, **told)
    return changed


def _write(rows: "QuerySet[Any]", mine: dict[str, Any], matrix: Matrix, above: Above) -> int:
    present = {(row.kind, MyRole(row.role)): row.ways for row in rows}
    changed = 0
    for (name, role), ways in matrix.items():
        kind = event_kinds[name]
        if kind.mandatory:
            raise Locked(name)
        usual = above.get((name, role)) or kind.ways(role)
        if ways == present.get((name, role), usual):
            continue
        changed += 1
        if ways == usual:
            rows.filter(kind=name, role=role).delete()
        else:
            values = {"inbox": ways.inbox, "mail": ways.mail, "push": ways.push}
            rows.model.objects.update_or_create(kind=name, role=role, **mine, defaults=values)
    return changed
