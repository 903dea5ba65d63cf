"""How closely a person wants to know of one thing: muted for a while, or by other ways than usual."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from samverk.kernel.subjects import Ref
from samverk.notifications.ways import Closely, Pace


class Attention(models.Model):
    """For one thing and what lies within it. Goes before the matrix, never before what is mandatory.

    A way that is empty is as the matrix says.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ref_kind = models.CharField(max_length=30)
    ref_key = models.CharField(max_length=60)
    is_muted = models.BooleanField(default=False)
    muted_until = models.DateField(null=True, help_text="Last day, or empty")
    pace = models.SmallIntegerField(choices=Pace.choices, null=True)
    inbox = models.BooleanField(null=True)
    push = models.BooleanField(null=True)

    class Meta:
        ordering = ["ref_kind", "ref_key"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "ref_kind", "ref_key"], name="one_attention_a_thing"),
            models.CheckConstraint(
                condition=Q(is_muted=True)
                | Q(muted_until=None) & (Q(pace__isnull=False) | Q(inbox__isnull=False) | Q(push__isnull=False)),
                name="an_attention_says_something",
            ),
        ]
        indexes = [models.Index(fields=["ref_kind", "ref_key"], name="notifications_attention_thing")]

    def __str__(self) -> str:
        return f"{self.ref_kind}:{self.ref_key}"

    @property
    def ref(self) -> Ref:
        """The thing."""
        return Ref(self.ref_kind, self.ref_key)

    def is_quiet(self, day: date) -> bool:
        """Is the thing muted on that day."""
        return self.is_muted and (self.muted_until is None or self.muted_until >= day)

    @property
    def closely(self) -> Closely:
        """What was chosen, as a value."""
        return Closely(pace=None if self.pace is None else Pace(self.pace), inbox=self.inbox, push=self.push)
