"""What adoption offers to the registries."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.rights.words import permission_words
from samverk.kernel.registries import site_furnishers
from samverk.kernel.standard_rights import StandardRights, standard_rights
from shared_templates.adoption.access import APPROVE, TAKE
from shared_templates.adoption.facts import STANDINGS
from shared_templates.adoption.furnish import begin_with_the_model
from shared_templates.groups import LABELS, TEMPLATE_KEEPERS
from shared_templates.site_settings import KEYS
from tenants.life.rules import public_parts
from tenants.settings.features import group_labels
from tenants.settings.registry import declare

declare(*KEYS)
standard_rights.register("adoption", StandardRights(TEMPLATE_KEEPERS, (TAKE, APPROVE)))
for _group, _label in LABELS.items():
    group_labels.register(_group, _label)
permission_words.register(TAKE, _("Ta in släpp från mallen, anpassa och svara på om ni arbetar så."))
permission_words.register(APPROVE, _("Godkänna avsteg från mallen."))
site_furnishers.register("templates", begin_with_the_model)
public_parts.register("template_standings", STANDINGS)
