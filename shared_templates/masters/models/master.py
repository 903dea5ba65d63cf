"""One item as the model municipality is writing it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from shared_templates.catalogue.models import Policy
from shared_templates.content.hashing import hash_of
from shared_templates.content.kinds import KINDS, ItemKind
from shared_templates.content.values import Content, as_json, from_json


class Master(models.Model):
    """`key` goes with the item through every release and municipality; `content` is the draft of the next version.

    `version` is the one released last, 0 before the first, and `released_hash` what it said then.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=20, unique=True)
    area = models.CharField(max_length=20)
    policy = models.CharField(max_length=8, choices=Policy.choices, default=Policy.DEFAULT)
    title = models.CharField(max_length=200)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    requires = models.JSONField(default=list, blank=True, help_text="Keys of items without which this one says nothing")
    version = models.PositiveIntegerField(default=0)
    released_hash = models.CharField(max_length=64, blank=True)
    credit = models.CharField(
        max_length=200, blank=True, default="", db_default="",
        help_text="Municipalities whose proposals the draft holds; the next release names them",
    )  # fmt: skip
    made_for = models.UUIDField(null=True, blank=True, help_text="Training: the item it teaches")
    made_for_version = models.PositiveIntegerField(default=0)
    released_for = models.PositiveIntegerField(null=True, blank=True, help_text="The same, as it was released last")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.UUIDField(default=uuid.uuid4, help_text="Changes with every change")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        default_permissions = ()
        permissions = [("edit_masters", "Can edit masters"), ("release_masters", "Can release masters")]
        constraints = [
            models.CheckConstraint(name="a_released_master_has_a_hash", condition=Q(version=0) | ~Q(released_hash=""))
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def sort(self) -> ItemKind:
        """Its kind's declaration."""
        return KINDS[self.kind]

    @property
    def is_new(self) -> bool:
        """Does the draft say something else than the release, or is it made for another version."""
        return self.content_hash != self.released_hash or self.released_for not in (None, self.made_for_version)

    def said(self) -> Content:
        """What the draft says."""
        return from_json(self.content)

    def say(self, said: Content) -> None:
        """Put a content, its hash and its title on the row; nothing is saved."""
        self.content, self.content_hash = as_json(said), hash_of(said)
        self.title = said.head.get("title", self.code)[:200]
        self.revision = uuid.uuid4()
