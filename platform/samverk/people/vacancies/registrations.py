"""Who sees the states of roles, and what becomes of them when a site is erased."""

from samverk.people.vacancies.models import RoleState
from tenants.life.removal import site_erasers
from tenants.policies import OPERATOR_ONLY, SITE, Policy, public_tables
from tenants.queries import active_schema

# A site writes only of itself. Cooperations read, because their rollouts wait for roles; a row names no person.
public_tables.register(
    "vacancies_rolestate",
    Policy(
        sees=f"schema_name = {SITE} OR {OPERATOR_ONLY} OR EXISTS (SELECT 1 FROM public.tenants_tenant reader"
        f" WHERE reader.schema_name = {SITE} AND reader.kind = 'cooperation')",
        writes=f"schema_name = {SITE}",
    ),
)
site_erasers.register("vacancies", lambda: RoleState.objects.filter(schema_name=active_schema()).delete())
