"""The gallery's headings, in the order in which they are shown."""

from django.utils.translation import gettext_lazy as _

ACTIONS = _("Knappar och formulär")
IDENTITY = _("Webbplatser och personer")
NEWS = _("Nyheter och innehåll")
STRUCTURE = _("Sidans delar")
FEEDBACK = _("Besked")
DATA = _("Listor, tabeller och förlopp")

ORDER = (IDENTITY, NEWS, STRUCTURE, ACTIONS, FEEDBACK, DATA)
