"""What delegated administration keeps in `public`, and where it shows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.identity.delegation.models import Answer, Invitation
from samverk.identity.delegation.names import follow_name
from samverk.identity.protection.sealed import followers
from samverk.kernel.registries import AdministrationEntry, AdministrationPart, administration_entries
from tenants.actions.delete_tenant import site_erasers
from tenants.life.rules import tables_not_copied
from tenants.models import Tenant
from tenants.policies import SITE, Policy, public_tables
from tenants.queries import active_schema
from tenants.site_context import site

# The inviting site writes; the invited person's home reads, to show what is asked and by whom.
public_tables.register(
    "delegation_invitation",
    Policy(sees=f"target_schema = {SITE} OR home_schema = {SITE}", writes=f"target_schema = {SITE}"),
)
# A home answers only what was asked of it; the inviting site removes the answer when it has decided.
public_tables.register(
    "delegation_answer",
    Policy(
        sees=f"target_schema = {SITE} OR home_schema = {SITE}",
        writes=f"target_schema = {SITE} OR (home_schema = {SITE} AND EXISTS (SELECT 1"
        " FROM public.delegation_invitation asked WHERE asked.id = delegation_answer.invitation_id"
        f" AND asked.home_schema = {SITE} AND asked.target_schema = delegation_answer.target_schema))",
    ),
)


def _erase() -> None:
    """Both halves, of what the site asked and of what its people were asked."""
    here = active_schema()
    Answer.objects.filter(home_schema=here).delete()
    Answer.objects.filter(target_schema=here).delete()
    Invitation.objects.filter(target_schema=here).delete()
    asking = list(Invitation.objects.filter(home_schema=here).values_list("target_schema", flat=True).distinct())
    for tenant in Tenant.objects.filter(schema_name__in=asking):
        with site(tenant):
            Invitation.objects.filter(home_schema=here).delete()


site_erasers.register("delegation", _erase)
followers.register("delegation", follow_name)
administration_entries.register(
    "delegation",
    AdministrationEntry(
        part=AdministrationPart.PEOPLE,
        label=_("Delegerad förvaltning"),
        description=_("Vilka från andra kommuner som får förvalta webbplatsen, till när och varför."),
        url=lambda: reverse("delegation:here"),
        icon="key",
        order=8,
        may_see=is_maintainer,
    ),
)
tables_not_copied.register("delegation_here_delegation", "rätt som någon har lånat ut")
