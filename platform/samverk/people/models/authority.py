"""The legal boundary inside a municipality."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .dated import Dated, known_by


class AuthorityKind(models.TextChoices):
    """Sorts of authority (glossary: myndighet)."""

    COUNCIL = "council", _("Kommunfullmäktige")
    EXECUTIVE_BOARD = "executive_board", _("Kommunstyrelse")
    COMMITTEE = "committee", _("Nämnd")
    JOINT_COMMITTEE = "joint_committee", _("Gemensam nämnd")
    MUNICIPAL_ASSOCIATION = "municipal_association", _("Kommunalförbund")
    MUNICIPAL_COMPANY = "municipal_company", _("Kommunalt bolag")


class Authority(Dated):
    """A council, board, committee, association or company; documents cross a border when they leave it."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=AuthorityKind.choices)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    order = models.PositiveSmallIntegerField(default=0)
    uuid = known_by()

    class Meta(Dated.Meta):
        ordering = ["order", "name"]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name
