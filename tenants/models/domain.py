"""A host name of a site."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django_tenants.models import DomainMixin


class Domain(DomainMixin):
    """A site answers to several names; one is the primary, used in links from elsewhere."""

    class Meta:
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(
                name="one_primary_domain_per_tenant", fields=["tenant"], condition=Q(is_primary=True)
            ),
            models.CheckConstraint(name="domain_is_lower_case", condition=Q(domain=Lower("domain"))),
        ]
