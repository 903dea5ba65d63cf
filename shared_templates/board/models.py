"""Two tables in `public`, each read by a municipality and its template only (TP-03)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_templates.habit import ends_on


class Submission(models.Model):
    """A deviation of habit, deliberately told to the template board; the municipality's to write.

    Written anew when the municipality renews the deviation: `submitted_at` tells which text a word is about.
    """

    deviation = models.UUIDField(unique=True)
    schema_name = models.CharField(max_length=63, help_text="The municipality's schema")
    template_schema = models.CharField(max_length=63)
    key = models.UUIDField(help_text="Of the item")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200, help_text="What the template calls the item")
    text = models.TextField()
    since = models.DateField(help_text="From which the twelve months are counted")
    submitted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["submitted_at", "pk"]
        indexes = [models.Index(name="board_by_template", fields=["template_schema", "submitted_at"])]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.code}"

    @property
    def expires_on(self) -> date:
        """When it ends unless it is renewed."""
        return ends_on(self.since)


class Advice(models.TextChoices):
    """What the board recommends."""

    KEEP = "keep", _("Behåll tills vidare")
    RETURN = "return", _("Gå tillbaka till mallen")
    TAKE_IN = "take_in", _("Ta in i mallen")


class Word(models.Model):
    """The board's word about one submitted text; the template's to write, once."""

    deviation = models.UUIDField()
    schema_name = models.CharField(max_length=63, help_text="The municipality's schema")
    template_schema = models.CharField(max_length=63)
    submitted_at = models.DateTimeField(help_text="Of the text it is about")
    advice = models.CharField(max_length=8, choices=Advice.choices)
    comment = models.CharField(max_length=2000)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(name="one_word_about_a_text", fields=["deviation", "submitted_at"])]

    def __str__(self) -> str:
        return f"{self.deviation} {self.advice}"
