"""Who sees shared skills, and what becomes of them when a site is erased."""

from samverk.people.shared_skills.models import SharedSkill
from tenants.life.removal import site_erasers
from tenants.policies import OUTSIDE_SANDBOXES, SITE, Policy, public_tables
from tenants.queries import active_schema

# A site writes only of its own people. What somebody gave to all is read by every site but the operator's, which has
# nobody to ask; what they gave to their cooperations, by those.
public_tables.register(
    "shared_skills_sharedskill",
    Policy(
        sees=f"({OUTSIDE_SANDBOXES})"
        f" AND (schema_name = {SITE} OR (for_all AND {SITE} <> 'public') OR {SITE} = ANY (sites))",
        writes=f"schema_name = {SITE}",
    ),
)
site_erasers.register("shared_skills", lambda: SharedSkill.objects.filter(schema_name=active_schema()).delete())
