"""One self-assessment on one day."""

from django.db import models
from django.db.models import Q

AREAS = ("governance", "change", "people", "processes", "information")


class Assessment(models.Model):
    """Five areas, one to five each. Kept, not overwritten: the way matters more than the place."""

    day = models.DateField()
    governance = models.PositiveSmallIntegerField()
    change = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()
    processes = models.PositiveSmallIntegerField()
    information = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    by_uuid = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_assessment_a_day", fields=["day"]),
            models.CheckConstraint(
                name="assessed_from_one_to_five",
                condition=Q(**{f"{area}__range": (1, 5) for area in AREAS}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
