"""Keep what somebody has chosen about a release and not taken yet (TP-14)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.attempts import answers_for, asked
from shared_templates.adoption.models import Application
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.planning import Choices
from shared_templates.catalogue.models import Release


def keep_answers(
    *, actor: Actor, release: Release, wanted: Collection[UUID], choices: Choices, now: datetime
) -> Application:
    """Whoever comes back to the release finds them chosen; said again, the last counts. Nothing is taken.

    Args:
        actor: whoever answers; the view has asked.
        release: which.
        wanted: keys of the items that are ticked.
        choices: answers to conflicts, also half a one.
        now: the moment.
    """
    said = asked(actor=actor, release=release, choices=choices, now=now)
    said |= {"state": ApplicationState.ANSWERS, "wanted": sorted(map(str, wanted))}
    with transaction.atomic():
        row, _made = Application.objects.update_or_create(uuid=answers_for(release.uuid), defaults=said)
        record_audit(
            actor=actor,
            verb="templates.keep_answers",
            label=row.name,
            details={"items": len(row.choices)},
            right="adoption.take_templates",
        )
    return row
