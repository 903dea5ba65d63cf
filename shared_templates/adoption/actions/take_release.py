"""Bring items of a release in here: all that was asked for, or nothing."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.attempts import asked, forget_answers, one_at_a_time, open_release
from shared_templates.adoption.dependents import bring_along
from shared_templates.adoption.facts import tell
from shared_templates.adoption.items import FIELDS, keep_items
from shared_templates.adoption.models import Adopted, Answer, Application, PutOff
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.planning import QUIET, Choices, Effect, Planned, counts, plan, required_by
from shared_templates.adoption.told import tell_followers, tell_of_outdated
from shared_templates.catalogue.queries import newest_items
from shared_templates.content.kinds import KINDS
from shared_templates.content.merging import Unsettled
from shared_templates.deviations.ending import end_what_explains_nothing


def take_release(
    *,
    actor: Actor,
    uuid: UUID,
    release: UUID,
    now: datetime,
    keys: Collection[UUID] | None = None,
    choices: Choices | None = None,
    quiet_only: bool = False,
    read_at: datetime | None = None,
) -> Application:
    """Take a release in one transaction; killed in the middle nothing has happened, sent twice it happens once.

    An order of the same number (`order_release`) that waits becomes what was done.

    What an item cannot do without is taken with it (TP-06).

    Args:
        actor: whoever takes it; the house where the municipality wants what is new by itself (TP-14).
        uuid: of this attempt, from the form or the task.
        release: which.
        now: the moment.
        keys: the items wanted; None for all that are not put off.
        choices: answers to conflicts.
        quiet_only: leave everything for a person where something here was changed.
        read_at: when the person had the preview before them, where that was not now.

    Returns:
        What was done, with the state before, so that it can be undone.

    Raises:
        ValidationError: for a release that is not there or was withdrawn, for a dependency that is not released, and
            for a wanted item that was changed here after `read_at`.
        Unsettled: while a conflict of a wanted item has no answer; nothing is written.
    """
    with transaction.atomic():
        one_at_a_time()
        # What was undone stays so, whoever sends the same attempt again.
        application = Application.objects.filter(uuid=uuid).first()
        if application is not None and not application.is_pending:
            return application
        found = open_release(release)
        day = localdate(now)
        wanted = [
            one
            for one in plan(found.items.all(), choices, hold=True)
            if one.effect != Effect.SAME
            and (one.item.key in keys if keys is not None else not one.is_put_off(day))
            and (not quiet_only or one.effect in QUIET)
        ]
        wanted += _pulled_in(wanted, choices)
        unsettled = [one for one in wanted if one.merged and one.is_open]
        if unsettled:
            conflicts = [conflict for one in unsettled if one.merged for conflict in one.merged.open]
            raise Unsettled(conflicts, tuple(sorted(one.item.code for one in unsettled)))
        _refuse_what_changed(wanted, read_at)
        before, rows = _write(wanted, actor, now)
        bring_along(actor=actor, items=rows)
        end_what_explains_nothing([one.item.key for one in wanted], actor=actor, now=now)
        PutOff.objects.filter(key__in=[one.item.key for one in wanted]).delete()
        forget_answers(release=found.uuid, keys=[one.item.key for one in wanted])
        if application is None:
            application = Application(uuid=uuid, **asked(actor=actor, release=found, choices=choices, now=now))
        application.state, application.done_at = ApplicationState.DONE, now
        application.wanted, application.counts = [str(one.item.key) for one in wanted], counts(wanted)
        application.before = before
        application.save()
        record_audit(
            actor=actor,
            verb="templates.take_release",
            label=str(found),
            details={**counts(wanted)},
            right="adoption.take_templates",
        )
        tell([one.item.key for one in wanted], day=day)
        changed = [one.here for one in wanted if one.here and _says_anew(one.here, before)]
        tell_followers(actor=actor, changed=changed, words=str(found))
        tell_of_outdated(actor=actor, keys=[one.item.key for one in wanted])
    return application


def _refuse_what_changed(wanted: Iterable[Planned], read_at: datetime | None) -> None:
    late = sorted(one.item.code for one in wanted if read_at and one.here and one.here.changed_at > read_at)
    if late:
        raise ValidationError(
            _("%(codes)s ändrades hos er efter att du hade valt. Se efter igen.") % {"codes": ", ".join(late)}
        )


def _pulled_in(wanted: list[Planned], choices: Choices | None) -> list[Planned]:
    """What the wanted cannot do without, and what that cannot do without, until nothing is missing."""
    extra: list[Planned] = []
    taken = {one.item.key for one in wanted}
    while needed := required_by([*wanted, *extra], taken):
        items = newest_items(list(needed))
        if missing := needed.keys() - {item.key for item in items}:
            told = ", ".join(sorted(needed[key] for key in missing))
            raise ValidationError(_("%(code)s bygger på något som inte är släppt än.") % {"code": told})
        extra += plan(items, choices)
        taken |= set(needed)
    return extra


def _write(wanted: Iterable[Planned], actor: Actor, now: datetime) -> tuple[dict[str, Any], list[Adopted]]:
    before: dict[str, Any] = {}
    rows: list[Adopted] = []
    for one in wanted:
        row = one.here or Adopted(key=one.item.key, answer=Answer.UNKNOWN if KINDS[one.item.kind].is_routine else "")
        was = _as_it_is(row) if one.here else None
        for name in ("kind", "code", "area", "policy", "version", "made_for", "made_for_version"):
            setattr(row, name, getattr(one.item, name))
        row.say(one.merged.settled() if one.merged else one.theirs, base=one.theirs)
        row.changed_at, row.changed_by = now, actor.name
        before[str(one.item.key)] = [was, str(row.revision)]
        rows.append(row)
    keep_items(rows)
    return before, rows


def _as_it_is(row: Adopted) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in FIELDS}
    told["made_for"] = str(row.made_for) if row.made_for else None
    told["decided_on"] = row.decided_on.isoformat() if row.decided_on else None
    return told | {"revision": str(row.revision)}


def _says_anew(row: Adopted, before: dict[str, Any]) -> bool:
    """Was the text another one here before."""
    was, _revision = before[str(row.key)]
    return bool(was["content"] != row.content)
