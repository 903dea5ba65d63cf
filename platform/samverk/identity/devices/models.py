"""One sign-in of one person."""

from django.db import models

from samverk.identity.models import User


class SignedIn(models.Model):
    """A session, told in words a person knows it by.

    `session_key` is the key of the row in the session table; when that is gone, so is the sign-in. The browser's whole
    text is not kept, only what it is called (LAW-12: as little as the purpose needs).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=80)
    address = models.GenericIPAddressField(null=True)
    how = models.CharField(max_length=80, blank=True)
    began_at = models.DateTimeField()

    class Meta:
        ordering = ["-began_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.device} {self.began_at:%Y-%m-%d %H:%M}"
