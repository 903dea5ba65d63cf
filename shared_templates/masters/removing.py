"""What stands in the way of removing a draft, and what goes with it."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from shared_templates.content.places import NODE, PARENT
from shared_templates.masters.models import Master, TestResult


@dataclass(frozen=True, slots=True)
class Removal:
    """What would become of it.

    Attributes:
        obstacles: sentences about why it stays, each with what to do instead; none: it can be removed.
        reviews, cases: how many go with it.
    """

    obstacles: list[str] = field(default_factory=list)
    reviews: int = 0
    cases: int = 0


def removal_of(master: Master) -> Removal:
    """Whether a draft can be removed; four queries at most, one for what is released.

    A proposal is always about something released, so none can stand on what can be removed.
    """
    if master.version:
        return Removal(
            [
                _(
                    "Den är släppt, och kommunerna kan ha tagit in den. "
                    "Ska den inte erbjudas längre: dra tillbaka släppet."
                )
            ]
        )
    found = []
    if others := _depending_on(master):
        told = {"codes": ", ".join(others), "code": master.code}
        found.append(_("%(codes)s bygger på %(code)s eller ligger under den. Ändra det först.") % told)
    if TestResult.objects.filter(case__master=master).exists():
        found.append(_("Den är provad, och resultaten sparas. Skriv om utkastet i stället."))
    return Removal(found, master.reviews.count(), master.cases.count())


def _depending_on(master: Master) -> list[str]:
    """Codes of the others that build on it, teach it or lie beneath it."""
    needs = Q(requires__contains=[str(master.key)]) | Q(made_for=master.key)
    if master.kind == NODE:
        needs |= Q(kind=NODE, **{f"content__head__{PARENT}": master.code})
    return list(Master.objects.filter(needs).exclude(pk=master.pk).order_by("code").values_list("code", flat=True))
