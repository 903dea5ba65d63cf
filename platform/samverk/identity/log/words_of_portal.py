"""What was done on the start page and around it, in words; see `words`."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PORTAL_WORDS: "dict[str, Promise]" = {
    "portal.add_reminder": _("Skrev en påminnelse till sig själv"),
    "portal.arrange_start": _("Ordnade sin startsida"),
    "portal.end_alarm": _("Avslutade ett larm"),
    "portal.fetch_glances": _("Glömde vad som väntade på en webbplats som personen har lämnat"),
    "portal.fold_alarm": _("Vek ihop eller vek ut ett larm"),
    "portal.give_systems": _("Gav en persons system till en ny förvaltare"),
    "portal.keep_system": _("Skrev in eller ändrade ett system i registret"),
    "portal.move_systems": _("Lät system följa med när organisationen ändrades"),
    "portal.raise_alarm": _("Skickade ett larm"),
    "portal.raise_alarm_everywhere": _("Skickade ett larm till alla webbplatser"),
    "portal.remove_system": _("Tog bort ett system ur registret"),
    "portal.set_status": _("Satte läget för ett system"),
    "portal.star_system": _("Lade till eller tog bort ett av sina system"),
    "portal.tick_reminder": _("Bockade av en påminnelse, eller ångrade det"),
}
