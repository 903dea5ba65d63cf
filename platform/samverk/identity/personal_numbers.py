"""Nobody is looked for by personnummer (LAW-24): an address stands in histories of browsers and in others' logs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from samverk.identity.scim.personal_number import has_personal_number


def away_from_personal_number(request: HttpRequest, *, text: str, address: str) -> HttpResponseRedirect | None:
    """To the page without the words, where somebody has searched for a personnummer; None for all other words.

    Args:
        request: of the search.
        text: what was searched for.
        address: of the empty search.
    """
    if not has_personal_number(text):
        return None
    messages.warning(
        request,
        _("Det går inte att söka på personnummer. Är det ett telefonnummer, skriv det med mellanrum: 070-123 45 67."),
    )
    return HttpResponseRedirect(address)
