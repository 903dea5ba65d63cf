"""Who works where, as what, from when."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from .dated import Dated
from .unit import Unit


class Placement(Dated):
    """A person's place in a unit; one person may hold several."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    title = models.CharField(max_length=200)
    is_head = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        ordering = ["-is_head", "title"]
        indexes = [
            models.Index(fields=["user", "unit"], name="people_placement_user_unit"),
            GinIndex(SearchVector("title", config="simple"), name="people_placement_title"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"
