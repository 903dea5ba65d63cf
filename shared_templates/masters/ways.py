"""Where the list of drafts leads: the model's other pages, each for those who may open it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samverk.identity.models import User
from shared_templates.masters.access import may_edit, may_release


@dataclass(frozen=True, slots=True)
class Way:
    """One page of the model's.

    Attributes:
        label, url: what it is called, and where it is.
        icon: in ui's set.
    """

    label: str
    url: str
    icon: str


def ways_on(user: User) -> list[Way]:
    """Releases and what municipalities answer first, then the model's own tools; no query.

    Args:
        user: somebody who reads the model.
    """
    found = [
        (True, _("Släppen"), "masters:releases", "document"),
        (True, _("Förslag till mallen"), "proposals:list", "comment"),
        (may_release(user), _("Avsteg av vana"), "templates:deviations", "flag"),
        (True, _("Så lika är vi"), "likeness:map", "organisation"),
        (may_edit(user), _("Övningsmiljön"), "sandbox:page", "guide"),
        (may_edit(user), _("Mallens inställningar"), "likeness:settings", "settings"),
    ]
    return [Way(label, reverse(name), icon) for may, label, name, icon in found if may]
