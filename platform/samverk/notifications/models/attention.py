"""How closely a person wants to know of one thing: muted for a while, or in another letter than usual."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from samverk.kernel.subjects import Ref
from samverk.notifications.ways import Pace


class Attention(models.Model):
    """For one thing and what lies within it. Goes before the matrix, never before what is mandatory."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ref_kind = models.CharField(max_length=30)
    ref_key = models.CharField(max_length=60)
    is_muted = models.BooleanField(default=False)
    muted_until = models.DateField(null=True, help_text="Last day, or empty")
    pace = models.SmallIntegerField(choices=Pace.choices, null=True)

    class Meta:
        ordering = ["ref_kind", "ref_key"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "ref_kind", "ref_key"], name="one_attention_a_thing"),
            models.CheckConstraint(
                condition=Q(is_muted=True) | Q(muted_until=None, pace__isnull=False), name="an_attention_says_something"
            ),
        ]
        indexes = [models.Index(fields=["ref_kind", "ref_key"], name="notifications_attention_thing")]

    def __str__(self) -> str:
        return f"{self.ref_kind}:{self.ref_key}"

    @property
    def ref(self) -> Ref:
        """The thing."""
        return Ref(self.ref_kind, self.ref_key)
