"""What a person has chosen for all their notices at once."""

from django.conf import settings
from django.db import models


class Preferences(models.Model):
    """No row: nothing chosen."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="notice_preferences"
    )
    paused_until = models.DateField(null=True, help_text="Last day without letters and push")
    no_letters = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)
