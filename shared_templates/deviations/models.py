"""What a municipality tells the model of its deviations; the deviations themselves lie in adoption."""

from django.db import models


class DeviationSum(models.Model):
    """Of one municipality and one sort of reason: how many, and what they cost. In `public`; never a text (TP-17)."""

    schema_name = models.CharField(max_length=63)
    reason = models.CharField(max_length=12)
    count = models.PositiveIntegerField()
    estimated = models.PositiveIntegerField(help_text="How many of them somebody has estimated")
    cost = models.PositiveBigIntegerField(help_text="SEK a year, of those")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_sum_a_reason", fields=["schema_name", "reason"]),
            models.CheckConstraint(
                name="no_more_are_estimated_than_there_are", condition=models.Q(estimated__lte=models.F("count"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.reason}"
