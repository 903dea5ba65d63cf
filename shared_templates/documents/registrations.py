"""What documents offer to the registries, and the names that templates may hold."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.protection.sealed import followers
from samverk.identity.rights.words import permission_words
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import subject_kinds
from samverk.notifications.kinds import event_kinds
from shared_templates.content.filling import Placeholder, Source, placeholders, sources
from shared_templates.documents.access import WRITE
from shared_templates.documents.document_source import what_blocks
from shared_templates.documents.names import follow_name
from shared_templates.documents.told import EVENT, KIND, SENT, SUBJECT
from shared_templates.groups import TEMPLATE_KEEPERS

standard_rights.register("project_documents", StandardRights(TEMPLATE_KEEPERS, (WRITE,)))
permission_words.register(WRITE, _("Skriva och skicka projektdokument."))
subject_kinds.register(KIND, SUBJECT)
event_kinds.register(SENT, EVENT)
for _name, _label, _tells in (
    ("milstolpar", _("Milstolpar"), _("Släpp från mallen som är införda eller väntar, med sista dag.")),
    ("risker", _("Risker"), _("Det som hindrar driftstart, och avsteg som skulle ha omprövats.")),
    ("budget", _("Budget"), _("Vad avstegen kostar per år, område för område.")),
    ("likhet", _("Likhet"), _("Hur stor del av mallen som gäller oförändrad, område för område.")),
):
    placeholders.register(_name, Placeholder(_label, _tells))
sources.register("documents.what_blocks", Source("risker", what_blocks))
followers.register("project_documents", follow_name)
