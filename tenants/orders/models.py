"""One site asked for: the page writes it, the worker makes the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    """How far it has come."""

    WAITING = "waiting", _("Väntar på sin tur")
    RUNNING = "running", _("Skapas")
    DONE = "done", _("Klar")
    FAILED = "failed", _("Gick inte")


class SiteOrder(models.Model):
    """`uuid` comes with the form, so that a form sent twice is one order."""

    uuid = models.UUIDField(unique=True)
    slug = models.CharField(max_length=40)
    wanted = models.JSONField(help_text="tenants.actions.create_tenant.NewTenant")
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.WAITING)
    why = models.TextField(blank=True, help_text="Why it failed, for a person")
    ordered_by_uuid = models.UUIDField(null=True)
    ordered_by_name = models.CharField(max_length=200)
    ordered_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.slug} {self.state}"
