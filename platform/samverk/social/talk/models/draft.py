"""What somebody had typed when their session ran out."""

from django.conf import settings
from django.db import models


class CommentDraft(models.Model):
    """Kept until its author has signed in again and sent it, at most for a few days; nobody else can read it."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.UUIDField()
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    parent = models.BigIntegerField(null=True)
    text = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_draft_per_form", fields=["author", "form"])]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
