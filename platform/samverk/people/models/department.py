"""An administration serving one authority."""

from django.db import models

from .authority import Authority
from .dated import Dated, known_by


class Department(Dated):
    """A *förvaltning*; its units may serve other authorities than its own."""

    name = models.CharField(max_length=200)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="departments")
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    order = models.PositiveSmallIntegerField(default=0)
    uuid = known_by()

    class Meta(Dated.Meta):
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
