"""Groups of the directory, and the rights here that follow from them."""

import uuid

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q

from .person import ProvisionedPerson


class ProvisionedGroup(models.Model):
    """A group as the directory knows it. It gives nothing until a system maintainer says which group here it means."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issuer = models.CharField(max_length=255)
    display_name = models.CharField(max_length=255)
    external_id = models.CharField(max_length=255, blank=True)
    house_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="provisioned_groups"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_provisioned_group_per_external_id",
                fields=["issuer", "external_id"],
                condition=~Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name


class GroupMember(models.Model):
    """A person in a group of the directory."""

    group = models.ForeignKey(ProvisionedGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(ProvisionedPerson, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="one_membership_per_group_and_person", fields=["group", "person"])]

    def __str__(self) -> str:
        return f"{self.person} – {self.group}"


class GrantedRight(models.Model):
    """A membership in a group here that came from the directory, so that only such a one is taken back by it.

    What a system maintainer gave by hand has no row, and stays (PF-02: local groups as a complement).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="granted_rights")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="granted_rights")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_granted_right_per_user_and_group", fields=["user", "group"])]

    def __str__(self) -> str:
        return f"{self.user} – {self.group}"
