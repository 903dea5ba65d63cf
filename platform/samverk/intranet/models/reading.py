"""Who has said "I have read this" to news that everybody it is for must read (PF-53)."""

from django.conf import settings
from django.db import models


class ReadingReceipt(models.Model):
    """One person's own word. Nothing else is kept of who has read what (LAW-12)."""

    news = models.ForeignKey("intranet.NewsPage", on_delete=models.CASCADE, related_name="receipts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_receipt_per_person_and_news", fields=["news", "user"])]
        indexes = [models.Index(fields=["user"], name="intranet_receipt_user")]

    def __str__(self) -> str:
        return f"{self.news_id}: {self.user_id}"
