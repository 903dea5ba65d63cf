"""Who sees and writes alarms for all sites, and what becomes of them when a site is erased."""

from samverk.portal.everywhere.models import SharedAlarm
from tenants.life.removal import site_erasers
from tenants.policies import OPERATOR_ONLY, SITE, Policy, public_tables
from tenants.queries import active_schema

# A municipality alarms its own people only: what it writes here the database refuses.
public_tables.register(
    "everywhere_sharedalarm",
    Policy(
        sees="true",
        writes=f"schema_name = {SITE} AND ({OPERATOR_ONLY} OR EXISTS (SELECT 1 FROM public.tenants_tenant raiser"
        f" WHERE raiser.schema_name = {SITE} AND raiser.kind = 'cooperation'))",
    ),
)
site_erasers.register("alarms", lambda: SharedAlarm.objects.filter(schema_name=active_schema()).delete())
