"""Where people work."""

from django.db import models
from django.db.models import Q

from .authority import Authority
from .dated import Dated, known_by
from .department import Department


class Unit(Dated):
    """A unit of a department."""

    name = models.CharField(max_length=200)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="units")
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    order = models.PositiveSmallIntegerField(default=0)
    uuid = known_by()

    class Meta(Dated.Meta):
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class UnitAuthority(Dated):
    """Under which authority a unit stands, from when to when: one at a time (TN-03)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="authority_periods")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="unit_periods")

    class Meta(Dated.Meta):
        ordering = ["valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="one_open_authority_per_unit", fields=["unit"], condition=Q(valid_to=None)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.authority}"
