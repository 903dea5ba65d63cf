"""Pictures and files of a post."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .post import Post


class AttachmentKind(models.TextChoices):
    """Shown, or offered for download."""

    PICTURE = "picture", _("Bild")
    FILE = "file", _("Fil")


class Attachment(models.Model):
    """One of them. A picture is drawn anew in two sizes, so nothing that lay hidden in the file is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=AttachmentKind.choices)
    file = models.FileField(max_length=200)
    small = models.FileField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    alt_text = models.CharField(max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="post_picture_has_alternative_text", condition=~Q(kind=AttachmentKind.PICTURE) | ~Q(alt_text="")
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.uuid)
