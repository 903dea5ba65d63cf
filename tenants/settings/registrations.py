"""Who sees what settings keep in `public`, and how it travels."""

from tenants.life.removal import site_erasers
from tenants.life.rules import public_parts
from tenants.policies import READ_BY_ALL, SITE, Policy, public_tables
from tenants.settings.languages import KEYS
from tenants.settings.registry import declare
from tenants.settings.template_part import TEMPLATE_SETTINGS, erase

# Everybody follows a template; only a template decides for others, and only in its own name.
public_tables.register(
    "shared_settings_templatesetting",
    Policy(
        sees="true",
        writes=f"schema_name = {SITE} AND EXISTS (SELECT 1 FROM public.tenants_tenant t"
        f" WHERE t.schema_name = {SITE} AND t.kind = 'template')",
    ),
)
# A random number a site; written by the house in the operator's name.
public_tables.register("shared_settings_settingsstamp", READ_BY_ALL)
site_erasers.register("settings", erase)
public_parts.register("template_settings", TEMPLATE_SETTINGS)
declare(*KEYS)
