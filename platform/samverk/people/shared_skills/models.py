"""Skills that people let other sites find."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class SharedSkill(models.Model):
    """One skill of one person, for all sites or for those named in `sites`.

    `person` is an opaque id that no address takes: it keeps a person's skills together and means nothing elsewhere.
    """

    schema_name = models.CharField(max_length=63)
    person = models.UUIDField()
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    municipality = models.CharField(max_length=100)
    skill = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    for_all = models.BooleanField()
    sites = ArrayField(models.CharField(max_length=63), default=list, help_text="Schemas of the sites that may see it")

    class Meta:
        default_permissions = ()
        ordering = ["key", "pk"]
        indexes = [models.Index(fields=["key"], name="shared_skills_by_key")]
        constraints = [
            models.UniqueConstraint(name="a_shared_skill_once", fields=["schema_name", "person", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.skill} @ {self.schema_name}"
