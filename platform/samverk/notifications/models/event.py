"""What happened: written in the transaction of what it tells of, and told afterwards (an outbox)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from samverk.kernel.subjects import Ref


class Event(models.Model):
    """One event. `expanded_at` is empty until everybody it is for has a notice of it."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    ref_kind = models.CharField(max_length=30)
    ref_key = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    excerpt = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    is_secret = models.BooleanField(default=False)
    #: {"users": {role: [keys]}, "units": …, "groups": …, "everybody": bool, "places": [[kind, key], …]}
    audience: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    #: Everybody up to this user key has a notice: where a killed worker goes on.
    expanded_to = models.BigIntegerField(default=0)
    expanded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="an_event_happens_once"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(expanded_at=None), name="notifications_event_waiting"),
            models.Index(fields=["ref_kind", "ref_key"], name="notifications_event_thing"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """The thing it happened to."""
        return Ref(self.ref_kind, self.ref_key)

    @property
    def places(self) -> list[Ref]:
        """The wider things that it belongs to."""
        return [Ref(*place) for place in self.audience.get("places", ())]
