"""What adoption offers to the registries."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.identity.protection.sealed import followers
from samverk.identity.rights.words import permission_words
from samverk.kernel.addresses import fixed
from samverk.kernel.readiness import readiness_facts
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    NavEntry,
    administration_entries,
    nav_entries,
    site_furnishers,
)
from samverk.kernel.searching import Searchable, searchables
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import subject_kinds
from samverk.kernel.text_hints import text_hints
from samverk.notifications.kinds import event_kinds
from shared_templates.adoption import subjects, told
from shared_templates.adoption.access import TAKE, may_take
from shared_templates.adoption.document_sources import milestones
from shared_templates.adoption.facts import STANDINGS
from shared_templates.adoption.furnish import begin_with_the_model
from shared_templates.adoption.names import follow_name
from shared_templates.adoption.readiness import routines
from shared_templates.adoption.searching import search_items
from shared_templates.adoption.terms import sentences
from shared_templates.content.filling import Source, sources
from shared_templates.groups import LABELS, TEMPLATE_KEEPERS
from shared_templates.site_settings import KEYS
from tenants.life.rules import public_parts
from tenants.settings.features import group_labels
from tenants.settings.registry import declare

declare(*KEYS)
site_furnishers.register("templates", begin_with_the_model)
standard_rights.register("adoption", StandardRights(TEMPLATE_KEEPERS, (TAKE,)))
for _group, _label in LABELS.items():
    group_labels.register(_group, _label)
permission_words.register(TAKE, _("Ta in släpp från mallen, anpassa och svara på om ni arbetar så."))
nav_entries.register(
    "templates",
    NavEntry(
        label=_("Så arbetar vi"),
        url=lambda: str(reverse_lazy("templates:items")),
        icon="guide",
        order=40,
        visible=lambda request: is_internal(request.user),
        holds=lambda request: request.path.startswith((fixed("project_documents:list"), fixed("sandbox:page"))),
    ),
)
administration_entries.register(
    "templates",
    AdministrationEntry(
        label=_("Mallen"),
        description=_("Det som är nytt från mallen: se vad det gör hos er, ta in det eller låt det vänta."),
        url=lambda: str(reverse_lazy("templates:waiting")),
        may_see=may_take,
        part=AdministrationPart.ORGANISATION,
        order=60,
        icon="guide",
    ),
)
public_parts.register("template_standings", STANDINGS)
text_hints.register("terms", sentences)
readiness_facts.register("routines", routines)
sources.register("adoption.milestones", Source("milstolpar", milestones))
searchables.register("templates", Searchable(label=_("Så arbetar vi"), search=search_items, order=15, icon="guide"))
for _kind, _subject in subjects.KINDS.items():
    subject_kinds.register(_kind, _subject)
for _event, _words in told.KINDS.items():
    event_kinds.register(_event, _words)
followers.register("adoption", follow_name)
