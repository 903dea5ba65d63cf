"""What the notifications offer to the registries."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.identity.protection.sealed import followers
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    Probe,
    SiteFacts,
    administration_entries,
    health_probes,
    secret_paths,
    site_facts,
)
from samverk.kernel.subjects import subject_kinds
from samverk.notifications import own_address
from samverk.notifications.actions import mark_address
from samverk.notifications.backlog import told
from samverk.notifications.kinds import event_kinds
from samverk.notifications.names import follow_name
from samverk.notifications.queries import unread_of
from tenants.life.rules import tables_left_out, tables_not_copied

subject_kinds.register(own_address.KIND, own_address.ADDRESS)
event_kinds.register(mark_address.KIND, own_address.NO_LETTERS_ARRIVE)
followers.register("notifications", follow_name)
site_facts.register("notifications", SiteFacts(unread=unread_of))
health_probes.register("notifications", Probe(ask=told))
secret_paths.register("notifications", "/aviseringar/sluta/")
tables_left_out.register(
    "notifications_pushdevice", "webbläsare som får aviseringar: varje rad bär nyckeln till någons webbläsare"
)
administration_entries.register(
    "notifications",
    AdministrationEntry(
        part=AdministrationPart.SITE,
        label=_("Aviseringar"),
        description=_("Hur människor får veta vad som händer, så länge de inte har valt själva."),
        url=lambda: str(reverse_lazy("notifications:site_choices")),
        icon="inbox",
        order=40,
        may_see=is_maintainer,
    ),
)
for _table in (
    "notifications_attention",
    "notifications_bouncedaddress",
    "notifications_choice",
    "notifications_event",
    "notifications_letter",
    "notifications_notice",
    "notifications_preferences",
):
    tables_not_copied.register(_table, "vad någon har fått veta, och hur")
