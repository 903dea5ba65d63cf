"""What the house knows of a group beyond its name."""

from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models


class GroupCard(models.Model):
    """A group's description, and its people while it is removed.

    A removed group keeps its row: what was closed to everybody but its people stays closed (deny by default), and the
    group can be put back as it was. It has no people meanwhile, so it gives nobody anything.
    """

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="card")
    description = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True)
    kept_members = ArrayField(models.UUIDField(), default=list, help_text="Opaque ids of its people when removed")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.group)
