"""The words of a page, for search."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from wagtail.models import Page


class PageText(models.Model):
    """What a published page says, as plain text, written when it is published.

    One table for all kinds of pages, so that a search is one question to one index.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="text")
    title = models.TextField()
    words = models.TextField()
    archived_on = models.DateField(null=True)

    class Meta:
        indexes = [
            GinIndex(SearchVector("title", "words", config="swedish"), name="intranet_pagetext_words"),
        ]

    def __str__(self) -> str:
        return self.title
