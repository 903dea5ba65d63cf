"""A link by which somebody opens the account that was made for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class FirstLink(models.Model):
    """One an account. `link_hash` is the digest of the link that opens it; the link itself is kept nowhere."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="first_link")
    link_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
    issued_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["link_hash"], condition=~Q(link_hash=""), name="a_first_link_opens_one_account"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
