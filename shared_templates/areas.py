"""The areas items belong to, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AREAS: dict[str, str | Promise] = {
    "ifo": _("Individ- och familjeomsorg"),
    "aldre": _("Vård och omsorg"),
    "hsl": _("Hälso- och sjukvård"),
    "avvikelser": _("Avvikelser"),
    "avgifter": _("Avgifter"),
    "it": _("System och behörighet"),
    "gemensamt": _("Gemensamt"),
}
