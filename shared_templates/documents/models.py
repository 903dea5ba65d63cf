"""One document."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from shared_templates.content.filling import Fill, Row
from shared_templates.content.values import Content, as_json, from_json


class Document(models.Model):
    """A draft, or what was sent. `content` is what people wrote, `fills` what was filled in, by name."""

    uuid = models.UUIDField(unique=True, help_text="Comes with the form: sent twice it is one")
    template_key = models.UUIDField()
    template_code = models.CharField(max_length=20)
    template_title = models.CharField(max_length=200)
    template_version = models.PositiveIntegerField()
    retention = models.TextField(blank=True, help_text="The template's note on how long it is kept")
    title = models.CharField(max_length=200)
    content = models.JSONField()
    fills = models.JSONField(default=dict, help_text='Name → {"on": day, "told": sum, "rows": [...]}')
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)
    revision = models.UUIDField(default=uuid4, help_text="Changes with every change")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=200, blank=True)
    sent_to = models.JSONField(default=list, help_text='[["person" or "unit", uuid, name]]')
    content_hash = models.CharField(max_length=64, blank=True, help_text="Of everything that was sent")

    class Meta:
        default_permissions = ()
        ordering = ["-changed_at", "-pk"]
        permissions = [("write_documents", "Can write and send documents")]
        indexes = [models.Index(name="documents_newest_first", fields=["-changed_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="what_is_sent_has_its_hash",
                condition=Q(sent_at__isnull=True, content_hash="") | Q(sent_at__isnull=False) & ~Q(content_hash=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sent(self) -> bool:
        """It is never changed again."""
        return self.sent_at is not None

    def said(self) -> Content:
        """What people wrote."""
        return from_json(self.content)

    def say(self, said: Content) -> None:
        """Put what people wrote on the row; nothing is saved."""
        self.content, self.title = as_json(said), said.head.get("title", "")[:200]
        self.revision = uuid4()

    def filled(self) -> dict[str, tuple[date, Fill]]:
        """Name → the day it was filled in, and with what."""
        return {name: (date.fromisoformat(told["on"]), _fill(told)) for name, told in self.fills.items()}

    def fill(self, fills: Mapping[str, Fill], day: date) -> None:
        """Put what is filled in on the row, over what was there under the same names; nothing is saved."""
        made = {
            name: {
                "on": day.isoformat(),
                "told": fill.told,
                "rows": [[row.text, row.figure, row.source, row.day.isoformat()] for row in fill.rows],
            }
            for name, fill in fills.items()
        }
        self.fills, self.revision = {**self.fills, **made}, uuid4()


def _fill(told: dict[str, Any]) -> Fill:
    rows = (Row(text, figure, source, date.fromisoformat(day)) for text, figure, source, day in told["rows"])
    return Fill(told["told"], tuple(rows))
