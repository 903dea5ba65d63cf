"""Reads of the active site's own log that a page of the house needs; an auditor's search is identity's."""

from django.db import models

from samverk.kernel.models import AuditEntry


def latest_of_each(*, target: models.Model, verbs: list[str]) -> list[AuditEntry]:
    """The last entry of each verb about one thing, newest first; one query.

    Args:
        target: what was acted on.
        verbs: which acts.
    """
    about = AuditEntry.objects.filter(
        object_type=target._meta.label_lower, object_id=str(target.pk), verb__in=verbs
    ).order_by("verb", "-id")
    return sorted(about.distinct("verb"), key=lambda entry: -entry.pk)
