"""Tables in `public`: releases and their items, whose keys are trusted, and how each municipality stands."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Policy(models.TextChoices):
    """What a municipality may do with an item."""

    LOCKED = "locked", _("Låst: gäller lika för alla")
    DEFAULT = "default", _("Förval: avsteg kräver skäl")
    FREE = "free", _("Fritt: anpassa som ni vill")


class Release(models.Model):
    """One version of a package. Never changed after it is written but to be withdrawn; the database sees to it.

    `content_hash` is that of the package as a file, and `signature` signs it (`signing.py`). One that came as a file
    from another deployment names its `origin`, and keeps the seal of that file so that it can be handed on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    schema_name = models.CharField(max_length=63, help_text="The template's schema")
    name = models.CharField(max_length=120)
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    patch = models.PositiveSmallIntegerField()
    notes = models.TextField(help_text="What is new, for people")
    released_at = models.DateTimeField()
    adopt_by = models.DateField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    signed_by = models.CharField(max_length=64, help_text="Public key, hexadecimal")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    made_with = models.CharField(max_length=30, blank=True, default="", db_default="", help_text="Version of Samverk")
    origin = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="Whose it is, where it came as a file"
    )
    seal = models.CharField(max_length=128, blank=True, default="", db_default="", help_text="Signature of that file")
    sealed_by = models.CharField(max_length=64, blank=True, default="", db_default="", help_text="As `signed_by`")
    came_at = models.DateTimeField(null=True, blank=True, help_text="When that file was let in here")

    class Meta:
        default_permissions = ()
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_version_of_a_package_once", fields=["schema_name", "name", "major", "minor", "patch"]
            ),
            models.CheckConstraint(
                name="a_withdrawal_says_why", condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawn_why="")
            ),
            models.CheckConstraint(
                name="what_came_as_a_file_is_sealed", condition=models.Q(origin="") | ~models.Q(seal="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def version(self) -> str:
        """As people write it: 1.2.0 (Semantic Versioning 2.0.0, §2)."""
        return f"{self.major}.{self.minor}.{self.patch}"

    @property
    def here_since(self) -> datetime:
        """Since when municipalities here can take it; one that came as a file may have been released long before."""
        return self.came_at or self.released_at


class ReleasedItem(models.Model):
    """One item as it was released. `key` is the same in every release and municipality, `version` counts up by one."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    schema_name = models.CharField(max_length=63)
    key = models.UUIDField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=20)
    area = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    policy = models.CharField(max_length=8, choices=Policy.choices)
    content = models.JSONField(help_text="shared_templates.content.values.as_json")
    content_hash = models.CharField(max_length=64)
    requires = models.JSONField(default=list, help_text="Keys of items without which this one says nothing")
    notes = models.CharField(max_length=500, blank=True, help_text="What is new in this item, for people")
    credit = models.CharField(max_length=200, blank=True, help_text="Which municipality's proposal it was")
    made_for = models.UUIDField(null=True, help_text="Training: the item it teaches (TP-07)")
    made_for_version = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        default_permissions = ()
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(name="a_version_of_an_item_once", fields=["schema_name", "key", "version"]),
            models.UniqueConstraint(name="an_item_once_a_release", fields=["release", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class TrustedKey(models.Model):
    """A model municipality of another deployment, whose releases may come as files to one site here (TP-06).

    The operator puts it there, after comparing the key's fingerprint with that deployment's own word.
    """

    key = models.CharField(max_length=64, unique=True, help_text="Public key (Ed25519), hexadecimal")
    name = models.CharField(max_length=120, help_text="Whose it is")
    tenant = models.ForeignKey(
        "tenants.Tenant", on_delete=models.CASCADE, related_name="+", help_text="The template that takes its releases"
    )
    trusted_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Standing(models.Model):
    """What one municipality tells of one item: never its text, only how it stands (TP-02, TP-09, TP-10)."""

    schema_name = models.CharField(max_length=63)
    key = models.UUIDField()
    version = models.PositiveIntegerField(help_text="The newest it has taken")
    likeness = models.CharField(max_length=14)
    answer = models.CharField(max_length=14, blank=True)
    reasons = ArrayField(models.CharField(max_length=12), default=list, help_text="Of its deviations")
    put_off_until = models.DateField(null=True)
    since = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_standing_an_item", fields=["schema_name", "key"])]
        indexes = [
            # The map asks who departs and why; that is one fact in ten.
            models.Index(
                name="standings_that_depart",
                fields=["key"],
                include=["schema_name", "likeness", "reasons"],
                condition=models.Q(likeness__in=["adapted", "replaced"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.key} {self.likeness}"


class LikenessOfDay(models.Model):
    """How like a municipality was in one area: its last word in each quarter in which something changed (TP-02)."""

    schema_name = models.CharField(max_length=63)
    area = models.CharField(max_length=20)
    day = models.DateField()
    inherited = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["day"]
        constraints = [models.UniqueConstraint(name="one_likeness_a_day", fields=["schema_name", "area", "day"])]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.area} {self.day}"
