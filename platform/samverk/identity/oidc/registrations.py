"""What sign-in with OpenID Connect keeps in `public`, and where it shows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.identity.oidc.models import ProviderSite
from samverk.identity.oidc.ways import provider_ways, way_out
from samverk.identity.providers import sign_in_ways, ways_out
from samverk.kernel.registries import AdministrationEntry, AdministrationPart, administration_entries
from tenants.actions.delete_tenant import site_erasers
from tenants.life.rules import tables_left_out
from tenants.policies import OPERATOR_ONLY, SITE, Policy, public_tables
from tenants.queries import active_schema
from tenants.site_context import operator_site

# A site sees its own links, and the providers they lead to; only the operator writes: whoever could link a provider
# to a site could come in there.
public_tables.register(
    "oidc_providersite", Policy(sees=f"schema_name = {SITE} OR {OPERATOR_ONLY}", writes=OPERATOR_ONLY)
)
public_tables.register(
    "oidc_provider",
    Policy(
        sees=f"{OPERATOR_ONLY} OR EXISTS (SELECT 1 FROM public.oidc_providersite link"
        f" WHERE link.provider_id = oidc_provider.id AND link.schema_name = {SITE})",
        writes=OPERATOR_ONLY,
    ),
)


def _erase() -> None:
    here = active_schema()
    with operator_site():
        ProviderSite.objects.filter(schema_name=here).delete()


site_erasers.register("oidc", _erase)
tables_left_out.register("oidc_here_providersession", "inloggningar som började hos en inloggningstjänst, med nyckel")
sign_in_ways.register("oidc", provider_ways)
ways_out.register("oidc", way_out)
administration_entries.register(
    "oidc",
    AdministrationEntry(
        part=AdministrationPart.SIGN_IN,
        label=_("Inloggning"),
        description=_("Vilka inloggningstjänster som används, vad deras svar ger för roll och hur stark inloggning "
                      "som krävs."),
        url=lambda: reverse("oidc:administration"),
        may_see=is_maintainer,
        order=20,
        icon="key",
    ),
)  # fmt: skip
