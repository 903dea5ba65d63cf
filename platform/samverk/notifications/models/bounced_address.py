"""An address that takes no letters."""

from django.conf import settings
from django.db import models


class BouncedAddress(models.Model):
    """Holds for this very address: a person who gets another is written to again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    address = models.EmailField()
    status = models.CharField(max_length=20, blank=True, help_text="RFC 3463, as 5.1.1")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.address
