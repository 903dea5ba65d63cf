"""Who answers for a page, from when to when."""

from django.db import models
from django.db.models import Q
from wagtail.models import Page

from samverk.people.models.dated import Dated


class Ownership(Dated):
    """A page belongs to a unit, department or authority; it may be that one's own page.

    A table beside the pages, not a field of them: a draft written before a merger must not bring back the old owner.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="ownerships")
    owner = models.UUIDField(help_text="uuid of a unit, department or authority")
    is_home = models.BooleanField(default=False, help_text="The owner's own page")

    class Meta(Dated.Meta):
        ordering = ["page", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="one_open_ownership_per_page", fields=["page"], condition=Q(valid_to=None)),
            models.UniqueConstraint(
                name="one_home_per_owner", fields=["owner"], condition=Q(valid_to=None, is_home=True)
            ),
        ]
        indexes = [models.Index(fields=["owner", "valid_to"], name="intranet_ownership_owner")]

    def __str__(self) -> str:
        return f"{self.page}: {self.owner}"


class OldAddress(models.Model):
    """An address that leads on to another page since its own page was closed."""

    path = models.CharField(max_length=1000, unique=True)
    to_page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="old_addresses")
    since = models.DateField()

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
