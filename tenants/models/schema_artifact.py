"""The cached SQL from which a new site is made in under a second (law 8)."""

from django.db import models


class SchemaArtifact(models.Model):
    """SQL of an empty, fully migrated schema; the schema's name in it is a placeholder.

    Kept in the database and not in a file, because the ids of content types inside belong to this database.
    """

    fingerprint = models.CharField(max_length=64, unique=True, help_text="Hash of all migrations")
    sql = models.TextField()
    created_at = models.DateTimeField()
    build_seconds = models.FloatField(help_text="What migrating the blank schema took")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.fingerprint[:12]
