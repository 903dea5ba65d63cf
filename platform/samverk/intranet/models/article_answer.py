"""Whether an article helped (PF-21): one answer a person, which may be changed."""

from django.conf import settings
from django.db import models
from wagtail.models import Page


class ArticleAnswer(models.Model):
    """Yes or no, and a word to whoever owns the article; it never leaves the site."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    helped = models.BooleanField()
    word = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(name="one_answer_per_person_and_article", fields=["page", "user"])]
        indexes = [models.Index(fields=["user"], name="intranet_articleanswer_user")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.user_id}"
