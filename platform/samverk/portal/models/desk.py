"""How one person has arranged what the house shows them: one small row, read once a page."""

from django.conf import settings
from django.db import models


class Desk(models.Model):
    """Keys of boxes, of systems and of alarms; one that is gone is passed over when it is read.

    `order` holds the boxes the person has moved, first to last; a box that is not there stands where the house puts it.
    `glances` holds what waits for the person on their other sites, by the site's schema: a number, some headlines with
    their addresses there, and when that was fetched in the person's own rights. Narrow facts, no content.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk")
    order = models.JSONField(default=list, blank=True)
    hidden = models.JSONField(default=list, blank=True)
    favourites = models.JSONField(default=list, blank=True)
    folded = models.JSONField(default=list, blank=True)
    glances = models.JSONField(default=dict, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.user_id)
