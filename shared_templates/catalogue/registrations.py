"""Who sees and writes the catalogue, and what becomes of a site's part in it."""

from django.db import connection

from shared_templates.catalogue.models import LikenessOfDay, Release, ReleasedItem, Standing, TrustedKey
from shared_templates.catalogue.travelling import DAYS, RELEASES
from tenants.life.removal import site_erasers
from tenants.life.rules import public_parts
from tenants.policies import APART_IN_SANDBOXES, OUTSIDE_SANDBOXES, READ_BY_ALL, SITE, Policy, public_tables
from tenants.queries import active_schema

# Everybody reads what is released; only a template writes, and only in its own name. A sandbox has what it tries out.
_OF_TEMPLATES = Policy(
    sees=APART_IN_SANDBOXES,
    writes=f"schema_name = {SITE} AND EXISTS (SELECT 1 FROM public.tenants_tenant t"
    f" WHERE t.schema_name = {SITE} AND t.kind IN ('template', 'sandbox'))",
)
# The map is for everybody who takes part; each tells of itself only.
_OF_EACH = Policy(sees=OUTSIDE_SANDBOXES, writes=f"schema_name = {SITE}")
for _table in (Release, ReleasedItem):
    public_tables.register(_table._meta.db_table, _OF_TEMPLATES)
for _facts in (Standing, LikenessOfDay):
    public_tables.register(_facts._meta.db_table, _OF_EACH)
# Keys are no secrets; whom the deployment trusts is the operator's word.
public_tables.register(TrustedKey._meta.db_table, READ_BY_ALL)


def _erase() -> None:
    here = active_schema()
    with connection.cursor() as cursor:
        # The database lets nobody else remove what is released.
        cursor.execute("SELECT set_config('samverk.erases', %s, true)", [here])
    for model in (Standing, LikenessOfDay, Release):
        model._default_manager.filter(schema_name=here).delete()


site_erasers.register("catalogue", _erase)
public_parts.register("template_releases", RELEASES)
public_parts.register("template_likeness", DAYS)
