"""What stands between a draft and its release: reviews of two municipalities, and test cases (TP-07, TP-08)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_templates.masters.models.master import Master


class Verdict(models.TextChoices):
    """What a reviewer says."""

    APPROVED = "approved", _("Godkänd")
    CHANGES = "changes", _("Behöver ändras")


class Review(models.Model):
    """One municipality's word about exactly one text: after the next change it says nothing any more."""

    master = models.ForeignKey(Master, on_delete=models.CASCADE, related_name="reviews")
    content_hash = models.CharField(max_length=64)
    organisation = models.CharField(max_length=200, help_text="For whom the reviewer speaks")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    note = models.CharField(max_length=600, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                name="one_word_of_each_about_a_text", fields=["master", "content_hash", "organisation"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.verdict}"


class TestCase(models.Model):
    """One thing to try out before a release."""

    __test__ = False  # no test of pytest's

    master = models.ForeignKey(Master, on_delete=models.CASCADE, related_name="cases")
    title = models.CharField(max_length=200)
    steps = models.TextField(help_text="What to do, with fictional data")
    expected = models.TextField(help_text="What shall happen")

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class TestResult(models.Model):
    """How one try went, against exactly one text; kept for good."""

    __test__ = False

    case = models.ForeignKey(TestCase, on_delete=models.CASCADE, related_name="results")
    content_hash = models.CharField(max_length=64)
    passed = models.BooleanField()
    note = models.CharField(max_length=600, blank=True)
    tester = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    tester_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case}: {'passed' if self.passed else 'failed'}"
