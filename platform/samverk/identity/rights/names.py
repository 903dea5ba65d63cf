"""What a group may be called."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from samverk.identity.house_groups import taken_names
from samverk.identity.rights.refusal import Refusal
from samverk.kernel.visible import has_unseen


def free_name(name: str, *, of: Group | None = None) -> str:
    """The name without spaces and invisible characters around, when the group may have it.

    Raises:
        Refusal: when it is taken, holds a sign nobody sees, or is without a letter and a digit: nobody could tell it
            in a list.
    """
    name = " ".join(_bare(name).split())
    if has_unseen(name):
        raise Refusal(_("Namnet innehåller tecken som inte syns. Skriv det för hand i stället för att klistra in."))
    if not any(each.isalnum() for each in name):
        raise Refusal(_("Skriv vad gruppen ska heta."))
    taken = Group.objects.filter(name__iexact=name).exclude(pk=of.pk if of else 0)
    if name.casefold() in taken_names() or taken.exists():
        raise Refusal(_("Det finns redan en grupp som heter så, kanske bland de borttagna. Välj ett annat namn."))
    return name


def _bare(name: str) -> str:
    """Without what shows nothing at the ends."""
    shown = [at for at, each in enumerate(name) if not (each.isspace() or has_unseen(each))]
    return name[shown[0] : shown[-1] + 1] if shown else ""
