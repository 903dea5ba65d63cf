"""How a site's roles stand: no persons, only the role, its state and since when."""

from django.db import models


class RoleState(models.Model):
    """One role of one site; the site writes its own rows, cooperations and the operator read them."""

    schema_name = models.CharField(max_length=63)
    role = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=[("green", "green"), ("amber", "amber"), ("red", "red")])
    since = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["schema_name", "role"]
        constraints = [models.UniqueConstraint(name="one_state_per_site_and_role", fields=["schema_name", "role"])]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.role}: {self.state}"
