"""An attempt at taking a release: its number, what is kept of it, and whether the release can be taken at all."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor
from shared_templates.adoption.models import Application
from shared_templates.adoption.planning import Choices
from shared_templates.catalogue.models import Release
from shared_templates.catalogue.queries import release_by_uuid
from shared_templates.content.merging import Choice, Side


def one_at_a_time() -> None:
    """Nobody else takes or undoes a release here before the caller's transaction ends.

    Two at once would each merge with a base the other takes away.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('templates:' || current_schema()))")


def attempt_for(release: UUID) -> UUID:
    """The number of the one attempt by itself at a release, in every municipality."""
    return uuid5(release, "automatic")


def answers_for(release: UUID) -> UUID:
    """The number under which the answers to a release lie until it is taken, in every municipality."""
    return uuid5(release, "answers")


def asked(*, actor: Actor, release: Release, choices: Choices | None, now: datetime) -> dict[str, Any]:
    """The facts of an attempt, as columns: who asked for what, when, and with which answers."""
    return {
        "release": release.uuid,
        "name": str(release),
        "asked_by": actor.name,
        "asked_by_uuid": actor.uuid,
        "asked_at": now,
        "choices": _told(choices),
    }


def open_release(uuid: UUID) -> Release:
    """The release that is to be taken, with its items.

    Raises:
        ValidationError: when it is not there or was withdrawn.
    """
    found = release_by_uuid(uuid)
    if found is None:
        raise ValidationError(_("Släppet finns inte."))
    if found.withdrawn_at is not None:
        raise ValidationError(_("Släppet är tillbakadraget: %(why)s") % {"why": found.withdrawn_why})
    return found


def choices_of(row: Application) -> Choices:
    """The answers to conflicts that are kept with an attempt."""
    return {
        UUID(key): {conflict: Choice(Side(side), own) for conflict, (side, own) in answers.items()}
        for key, answers in row.choices.items()
    }


def forget_answers(*, release: UUID, keys: Collection[UUID]) -> None:
    """They are taken, in the transaction that takes them.

    Args:
        release: which.
        keys: of the items.
    """
    # Held: whoever chooses at the same moment loses nothing.
    row = Application.objects.select_for_update().filter(uuid=answers_for(release)).first()
    if row is None:
        return
    gone = set(map(str, keys))
    row.choices = {key: answers for key, answers in row.choices.items() if key not in gone}
    row.wanted = [key for key in row.wanted if key not in gone]
    if row.choices:
        row.save(update_fields=["choices", "wanted"])
    else:
        row.delete()


def _told(choices: Choices | None) -> dict[str, dict[str, list[str]]]:
    return {
        str(key): {conflict: [str(choice.side), choice.own] for conflict, choice in each.items()}
        for key, each in (choices or {}).items()
    }
