"""What deviations offer to the registries."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.movers.owned import Owned, register_owned
from samverk.identity.rights.words import permission_words
from samverk.kernel.registries import UnitFollower, unit_followers
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import subject_kinds
from samverk.notifications.kinds import event_kinds
from shared_templates.content.filling import Source, sources
from shared_templates.deviations.access import APPROVE
from shared_templates.deviations.actions.give_deviations import give_deviations
from shared_templates.deviations.actions.move_deviations import move_deviations, move_deviations_back
from shared_templates.deviations.document_sources import budget, risks
from shared_templates.deviations.models import DeviationSum
from shared_templates.deviations.moving import FOLLOWER
from shared_templates.deviations.queries import following, owned_by, to_divide
from shared_templates.deviations.subject import DEVIATION, KIND
from shared_templates.deviations.sums import SUMS
from shared_templates.deviations.told import KINDS
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.life.removal import site_erasers
from tenants.life.rules import public_parts
from tenants.policies import SITE, Policy, public_tables
from tenants.queries import active_schema

# Each tells of itself; only a model adds up what all have told.
public_tables.register(
    DeviationSum._meta.db_table,
    Policy(
        sees=f"schema_name = {SITE} OR EXISTS (SELECT 1 FROM public.tenants_tenant t"
        f" WHERE t.schema_name = {SITE} AND t.kind = 'template')",
        writes=f"schema_name = {SITE}",
    ),
)
site_erasers.register("deviations", lambda: DeviationSum.objects.filter(schema_name=active_schema()).delete())
public_parts.register("deviation_sums", SUMS)
standard_rights.register("deviations", StandardRights(TEMPLATE_KEEPERS, (APPROVE,)))
permission_words.register(APPROVE, _("Godkänna avsteg från mallen."))
subject_kinds.register(KIND, DEVIATION)
register_owned("deviations", Owned(label=_("Avsteg från mallen"), things=owned_by, give=give_deviations))
unit_followers.register(
    FOLLOWER,
    UnitFollower(
        label=_("Avsteg från mallen"),
        count=lambda *, moved: following(moved),
        apply=move_deviations,
        undo=move_deviations_back,
        things=lambda *, moved: to_divide(moved),
    ),
)
for _event, _words in KINDS.items():
    event_kinds.register(_event, _words)
sources.register("deviations.overdue", Source("risker", risks))
sources.register("deviations.costs", Source("budget", budget))
