"""The facts of a person whose identity is protected, where no page looks for them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

#: What is taken from the person's row, and given back when the protection ends.
FACTS = ("username", "display_name", "first_name", "last_name", "title", "email")


class SealedFacts(models.Model):
    """What the person is really called. The person's own row holds the protected name and nothing else.

    So what draws a person – ours, Wagtail's, a room that is not built yet – cannot show more than the row has: it does
    not have to remember that somebody is protected.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sealed")
    username = models.CharField(max_length=150)
    display_name = models.CharField(max_length=200)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        indexes = [models.Index(Lower("username"), name="sealed_by_username")]

    def __str__(self) -> str:
        return f"#{self.pk}"
