"""What deviations offer to the registries."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.rights.words import permission_words
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import subject_kinds
from samverk.notifications.kinds import event_kinds
from shared_templates.deviations.access import APPROVE
from shared_templates.deviations.subject import DEVIATION, KIND
from shared_templates.deviations.told import KINDS
from shared_templates.groups import TEMPLATE_KEEPERS

standard_rights.register("deviations", StandardRights(TEMPLATE_KEEPERS, (APPROVE,)))
permission_words.register(APPROVE, _("Godkänna avsteg från mallen."))
subject_kinds.register(KIND, DEVIATION)
for _event, _words in KINDS.items():
    event_kinds.register(_event, _words)
