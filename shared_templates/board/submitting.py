"""What a municipality tells the board, in the transaction that wrote it here; the caller's entry in the log says so."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_templates.board.models import Submission
from shared_templates.catalogue.queries import released
from shared_templates.content.fiction import sentences_about_real
from tenants.queries import active_schema, real_hosts


def refuse_what_is_real(text: str) -> None:
    """What goes to the board is read outside the municipality (TP-16).

    Raises:
        ValidationError: for the field `text`, with a personnummer or a link to a municipality's own site.
    """
    found = sentences_about_real(
        text,
        hosts=real_hosts(),
        number=_("Texten läses av mallrådet, utanför kommunen. Ta bort personnumret."),
        link=_("Texten läses av mallrådet, utanför kommunen. Ta bort länken till %(host)s."),
    )
    if found:
        raise ValidationError({"text": found})


def submit(*, deviation: UUID, key: UUID, version: int, text: str, since: date, now: datetime) -> None:
    """Tell the board of a deviation of habit, or tell it anew; without a known release of the item there is no board.

    Args:
        deviation: its uuid.
        key, version: of the item as it was taken.
        text: the municipality's own words.
        since: the day the twelve months are counted from.
        now: the moment.
    """
    item = released(key, version)
    if item is None:
        return
    Submission.objects.update_or_create(
        deviation=deviation,
        defaults={
            "schema_name": active_schema(), "template_schema": item.schema_name, "key": key, "code": item.code,
            "title": item.title, "text": text, "since": since, "submitted_at": now, "closed_at": None,
        },
    )  # fmt: skip


def begin_anew(deviation: UUID, *, since: date) -> None:
    """It was approved: the twelve months are counted from that day."""
    Submission.objects.filter(deviation=deviation).update(since=since)


def close(*deviations: UUID, now: datetime) -> None:
    """They count no more; the board need not say anything about them."""
    Submission.objects.filter(deviation__in=deviations, closed_at=None).update(closed_at=now)
