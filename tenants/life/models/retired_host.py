"""A host name that a site has left; who comes there is shown the way."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class RetiredHost(models.Model):
    """Answers GET with the same address at the site's primary host."""

    host = models.CharField(max_length=253, unique=True)
    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, related_name="retired_hosts")
    retired_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="retired_host_is_lower_case", condition=Q(host=Lower("host")))]

    def __str__(self) -> str:
        return self.host
