"""What a group may be called."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from samverk.identity.groups import GROUP_LABELS
from samverk.identity.rights.refusal import Refusal


def free_name(name: str, *, of: Group | None = None) -> str:
    """The name without spaces around, when the group may have it.

    Raises:
        Refusal: when it is empty or taken.
    """
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("Skriv vad gruppen ska heta."))
    house = {text.casefold() for key, label in GROUP_LABELS.items() for text in (key, str(label))}
    taken = Group.objects.filter(name__iexact=name).exclude(pk=of.pk if of else 0)
    if name.casefold() in house or taken.exists():
        raise Refusal(_("Det finns redan en grupp som heter så, kanske bland de borttagna. Välj ett annat namn."))
    return name
