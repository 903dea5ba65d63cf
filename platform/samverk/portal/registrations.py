"""What the portal offers to the registries."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_maintainer
from samverk.identity.movers.owned import Owned, register_owned
from samverk.identity.rights.words import permission_words
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    NavEntry,
    UnitFollower,
    Widget,
    WidgetPlace,
    administration_entries,
    my_day,
    nav_entries,
    news_elsewhere,
    service_worker_parts,
    start_arrangers,
    start_widgets,
    unit_followers,
)
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import subject_kinds
from samverk.notifications.kinds import event_kinds
from samverk.portal import subjects, told
from samverk.portal.alarms import furnish
from samverk.portal.alarms.access import RIGHT, may_raise, may_raise_here_for_all
from samverk.portal.operator.access import is_operator_person
from samverk.portal.start import boxes
from samverk.portal.start.arrangement import arrange
from samverk.portal.systems.actions.hand_over_systems import give_systems, move_systems, move_systems_back
from samverk.portal.systems.queries import count_systems_of, day_lines, things_of
from tenants.life.rules import tables_not_copied
from tenants.settings.features import group_labels

administration_entries.register(
    "appearance",
    AdministrationEntry(
        label=_("Utseende"),
        description=_("Färg, märke och logotyp."),
        url=lambda: str(reverse_lazy("portal:appearance")),
        icon="palette",
        order=60,
        may_see=is_maintainer,
    ),
)
# The operator's pages have addresses on the operator's site only; elsewhere nobody sees the entries, so nobody asks.
administration_entries.register(
    "operator",
    AdministrationEntry(
        part=AdministrationPart.HOUSE,
        label=_("Drift"),
        description=_("Alla webbplatser: läge, hälsa, uppdateringar och support."),
        url=lambda: str(reverse_lazy("operator:sites")),
        icon="device",
        order=10,
        may_see=is_operator_person,
        everywhere=True,
    ),
)
nav_entries.register(
    "operator",
    NavEntry(
        label=_("Drift"),
        url=lambda: str(reverse_lazy("operator:sites")),
        icon="device",
        order=10,
        visible=lambda request: is_operator_person(request.user),
        everywhere=True,
    ),
)
administration_entries.register(
    "settings",
    AdministrationEntry(
        label=_("Inställningar"),
        description=_("Vad som gäller på webbplatsen, varifrån det kommer och vem som har bestämt det."),
        url=lambda: str(reverse_lazy("portal:settings")),
        icon="settings",
        order=10,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "features",
    AdministrationEntry(
        label=_("Funktioner"),
        description=_("Vilka funktioner webbplatsen har, från när och för vem först."),
        url=lambda: str(reverse_lazy("portal:features")),
        icon="flag",
        order=11,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "maturity",
    AdministrationEntry(
        part=AdministrationPart.ORGANISATION,
        label=_("Samverkansmognad"),
        description=_("Er egen skattning av hur redo ni är att arbeta gemensamt, över tid."),
        url=lambda: str(reverse_lazy("portal:maturity")),
        icon="star",
        order=65,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "languages",
    AdministrationEntry(
        label=_("Webbplatsens språk"),
        description=_("Vilka språk som går att välja, och vad webbplatsen heter på dem."),
        url=lambda: str(reverse_lazy("portal:languages")),
        icon="globe",
        order=61,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "systems",
    AdministrationEntry(
        label=_("Registret över system"),
        description=_("Systemen ni arbetar i: adress, ägare, support, hinder och läge."),
        url=lambda: str(reverse_lazy("start:system_register")),
        icon="globe",
        order=30,
        may_see=is_maintainer,
    ),
)
administration_entries.register(
    "alarms",
    AdministrationEntry(
        part=AdministrationPart.INSIGHT,
        label=_("Larm"),
        description=_("Ett viktigt meddelande överst på varje sida, direkt. Öva gärna."),
        url=lambda: str(reverse_lazy("start:alarms")),
        icon="danger",
        order=60,
        may_see=may_raise,
    ),
)
administration_entries.register(
    "alarms_everywhere",
    AdministrationEntry(
        part=AdministrationPart.INSIGHT,
        label=_("Larm till alla webbplatser"),
        description=_("Ett viktigt meddelande överst på varje sida på alla webbplatser."),
        url=lambda: str(reverse_lazy("portal:alarms_everywhere")),
        icon="danger",
        order=61,
        may_see=may_raise_here_for_all,
        everywhere=True,
    ),
)
nav_entries.register(
    "systems",
    NavEntry(
        label=_("System"),
        url=lambda: str(reverse_lazy("start:systems")),
        icon="globe",
        order=35,
        visible=lambda request: is_internal(request.user),
    ),
)
start_arrangers.register("portal", arrange)
my_day.register("systems", day_lines)
news_elsewhere.register("cooperations", boxes.cooperations_news)
for _name, _box in {
    "now": Widget("portal/_box_now.html", boxes.right_now, 10, _("Just nu"), WidgetPlace.TOP, kept=True),
    "day": Widget("portal/_box_day.html", boxes.the_day, 5, _("I dag"), kept=True),
    "to_do": Widget("portal/_box_to_do.html", boxes.to_do, 10, _("Att göra"), kept=True),
    "systems": Widget("portal/_box_systems.html", boxes.my_systems, 20, _("Mina system"), kept=True),
    "sites": Widget("portal/_box_sites.html", boxes.my_other_sites, 30, _("Mina andra webbplatser"), kept=True),
}.items():
    start_widgets.register(_name, _box)
for _kind, _subject in subjects.KINDS.items():
    subject_kinds.register(_kind, _subject)
for _event, _words in told.KINDS.items():
    event_kinds.register(_event, _words)
standard_rights.register("alarms", StandardRights(furnish.ALARMISTS, (RIGHT,)))
for _group, _label in furnish.LABELS.items():
    group_labels.register(_group, _label)
permission_words.register(RIGHT, _("Skicka larm som står överst på varje sida."))
register_owned("systems", Owned(label=_("System som personen förvaltar"), things=things_of, give=give_systems))
unit_followers.register(
    "systems",
    UnitFollower(
        label=_("System som är till för enheten"),
        count=lambda *, moved: count_systems_of(moved),
        apply=move_systems,
        undo=move_systems_back,
    ),
)
service_worker_parts.register("push", lambda: static("notifications/push.js"))
tables_not_copied.register("portal_alarm", "larm som pågår")
tables_not_copied.register("portal_desk", "någons egen startsida")
tables_not_copied.register("portal_reminder", "någons egna påminnelser")
