"""What somebody wants to hear of as it comes: words, and since when they have been looked for."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from samverk.social.following.models import Follow


class FollowedSearch(models.Model):
    """A search of one person, which nobody else may see (LAW-12); it is gone when they no longer follow it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    follow = models.OneToOneField(Follow, on_delete=models.CASCADE, related_name="search")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_searches")
    words = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, blank=True, help_text="Key of what is searched; empty for all")
    looked_to = models.DateTimeField(help_text="What was published up to then has been told of")
    look_at = models.DateTimeField(db_index=True, help_text="When to look next")

    class Meta:
        ordering = ["look_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("user", Lower("words"), "kind", name="one_search_per_person_and_words"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
