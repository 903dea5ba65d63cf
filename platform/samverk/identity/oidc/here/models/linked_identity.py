"""A second identity that opens the same account here (PF-10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class LinkedIdentity(models.Model):
    """Linked after proof from both providers; ended, never deleted, so that the link can be traced and undone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="linked_identities")
    provider_key = models.SlugField(max_length=40)
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    shown_name = models.CharField(max_length=200, help_text="The name the other provider gave")
    proved_by = models.SlugField(max_length=40, help_text="The provider that proved the account itself")
    absorbed = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="absorbed_into",
        help_text="The account the identity had before; closed meanwhile",
    )
    linked_at = models.DateTimeField()
    unlinked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="an_identity_opens_one_account", fields=["issuer", "subject"], condition=Q(unlinked_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_key} → {self.user_id}"
