"""One item of the model as it applies here."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from shared_templates.catalogue.models import Policy
from shared_templates.content.hashing import hash_of
from shared_templates.content.kinds import KINDS, ItemKind
from shared_templates.content.likeness import Likeness, likeness
from shared_templates.content.values import Content, as_json, from_json

#: Every text of the item as words of Swedish: what the search looks in, kept as an index and in no column.
WORDS = Func(
    F("content"),
    template="jsonb_to_tsvector('swedish', jsonb_path_query_array(%(expressions)s, '$.head.*')"
    " || jsonb_path_query_array(%(expressions)s, '$.blocks[*].texts.*'), '[\"string\"]')",
    output_field=SearchVectorField(),
)


class Answer(models.TextChoices):
    """Do we work like this? (TP-10)"""

    UNKNOWN = "unknown", _("Okänt")
    ADOPT = "adopt", _("Vi arbetar så")
    DEVIATE = "deviate", _("Vi gör avsteg")
    NOT_APPLICABLE = "not_applicable", _("Gäller inte oss")


class Adopted(models.Model):
    """What is read here. `base` is what the model said in the version taken last; empty while nothing here differs.

    So an item that is as the model's is kept once, and the next version is merged with what both began from.
    """

    #: Letters a decision is named with: registration number and paragraph.
    REFERENCE = 100

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=20)
    area = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    policy = models.CharField(max_length=8, choices=Policy.choices)
    version = models.PositiveIntegerField(help_text="The newest version taken")
    base_hash = models.CharField(max_length=64, help_text="Hash of that version")
    content = models.JSONField()
    base = models.JSONField(null=True, blank=True)
    likeness = models.CharField(max_length=14, default=Likeness.INHERITED)
    answer = models.CharField(max_length=14, choices=Answer.choices, blank=True)
    decided_on = models.DateField(
        null=True, blank=True, help_text="A body here has adopted the text: the model never changes it by itself"
    )
    decision_reference = models.CharField(max_length=REFERENCE, blank=True)
    made_for = models.UUIDField(null=True, blank=True, help_text="Training: the item it teaches (TP-07)")
    made_for_version = models.PositiveIntegerField(default=0, db_default=0)
    revision = models.UUIDField(default=uuid.uuid4, help_text="Changes with every change")
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        ordering = ["code"]
        permissions = [
            ("take_templates", "Can take releases of the model and adapt them"),
            ("approve_deviations", "Can approve deviations"),
        ]
        indexes = [
            models.Index(name="adopted_by_kind_and_code", fields=["kind", "code"]),
            GinIndex(WORDS, name="adopted_by_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="what_differs_knows_its_base",
                condition=Q(likeness__in=["inherited", "not_applicable"]) | Q(base__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def sort(self) -> ItemKind:
        """Its kind's declaration."""
        return KINDS[self.kind]

    def said(self) -> Content:
        """What is read here."""
        return from_json(self.content)

    def began_from(self) -> Content:
        """What the model said in the version taken last."""
        return from_json(self.content if self.base is None else self.base)

    def say(self, mine: Content, *, base: Content) -> None:
        """Put a content on the row and how it stands against `base`; nothing is saved.

        A body's decision was about the words it read: other words leave it behind.
        """
        said = as_json(mine)
        if said != self.content:
            self.decided_on, self.decision_reference = None, ""
        self.content = said
        self.base = None if mine == base else as_json(base)
        self.base_hash = hash_of(base)
        self.title = mine.head.get("title", self.code)[:200]
        self.likeness = Likeness.NOT_APPLICABLE if self.answer == Answer.NOT_APPLICABLE else likeness(base, mine)
        self.revision = uuid.uuid4()
