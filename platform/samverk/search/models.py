"""What people looked for in vain, and said so."""

from django.db import models


class Missing(models.Model):
    """Words, a day and how many said so; nothing tells who, nor when on the day (LAW-12)."""

    words = models.CharField(max_length=80)
    day = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        ordering = ["-day", "words"]
        constraints = [models.UniqueConstraint(name="missing_words_once_a_day", fields=["words", "day"])]

    def __str__(self) -> str:
        return self.words
