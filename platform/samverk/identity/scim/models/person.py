"""What the directory says of a person, beside the person here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class ProvisionedPerson(models.Model):
    """The directory's own facts, as it sent them; empty text means that it said nothing.

    Kept beside `User`, not in it: the directory may leave out a display name while the house must show one. No
    employee number and no personnummer (LAW-24): nothing here needs them.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="provisioned")
    issuer = models.CharField(max_length=255)
    user_name = models.CharField(max_length=255)
    external_id = models.CharField(max_length=255, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    display_name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    user_type = models.CharField(max_length=100, blank=True)
    department = models.CharField(max_length=200, blank=True)
    manager = models.CharField(max_length=64, blank=True, help_text="Opaque id of another person")
    active = models.BooleanField(null=True, help_text="What the directory says; the house may have closed the account")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("issuer", Lower("user_name"), name="one_provisioned_person_per_user_name"),
            models.UniqueConstraint(
                name="one_provisioned_person_per_external_id",
                fields=["issuer", "external_id"],
                condition=~Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class PersonEmail(models.Model):
    """One address of a person; the directory may know several."""

    person = models.ForeignKey(ProvisionedPerson, on_delete=models.CASCADE, related_name="emails")
    value = models.EmailField(blank=True)
    type = models.CharField(max_length=50, blank=True)
    primary = models.BooleanField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return self.value
