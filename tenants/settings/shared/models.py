"""Two tables in `public`: a template's decisions, and the stamp of each site's newest values."""

import uuid

from django.db import models

from tenants.models import Tenant


class TemplateSetting(models.Model):
    """What a template has decided about one key. The template writes it, everybody reads it.

    A reason and a day, no person's name: who edits the model municipality is not every municipality's business.
    """

    schema_name = models.CharField(max_length=63, help_text="The template's schema")
    key = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    state = models.CharField(max_length=10)
    set_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    revision = models.UUIDField(default=uuid.uuid4)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_decision_per_template_and_key", fields=["schema_name", "key"])]

    def __str__(self) -> str:
        return f"{self.schema_name}: {self.key}"


class SettingsStamp(models.Model):
    """Changes when a value that matters for the site does; read with the site itself, so that processes may remember.

    A random value, not a counter: a transaction that is rolled back must not leave a number that comes again.
    """

    tenant = models.OneToOneField(Tenant, on_delete=models.CASCADE, related_name="settings_stamp")
    version = models.UUIDField(default=uuid.uuid4)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.tenant_id}: {self.version}"
