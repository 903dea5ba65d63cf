"""What identity keeps in `public`, and who may see it."""

from django.db import transaction

from samverk.identity.directory.models import DirectoryEntry, Handoff
from samverk.identity.directory.queries import forget_memberships
from samverk.identity.providers import sign_in_ways
from samverk.identity.sign_in_from_home import home_ways
from samverk.identity.throttle import forget_site
from samverk.identity.travelling import DIRECTORY, ISSUER
from tenants.actions.delete_tenant import site_erasers
from tenants.life.rules import columns_in_archive, public_parts, secret
from tenants.policies import OPERATORS, SITE, Policy, public_tables
from tenants.queries import active_schema

public_tables.register("identity_user", OPERATORS)
public_tables.register("identity_user_groups", OPERATORS)
public_tables.register("identity_user_user_permissions", OPERATORS)
# A site sees its own people. The person's own entries elsewhere are seen only by a query that names the
# person's key, which only that person's sign-in yields.
public_tables.register(
    "directory_directoryentry",
    Policy(
        sees=f"schema_name = {SITE} OR person_key = current_setting('samverk.person', true)",
        writes=f"schema_name = {SITE}",
    ),
)
public_tables.register("directory_handoff", Policy(sees=f"source_schema = {SITE} OR target_schema = {SITE}"))


def _erase() -> None:
    here = active_schema()
    entries = DirectoryEntry.objects.filter(schema_name=here)
    keys = list(entries.values_list("person_key", flat=True))
    entries.delete()
    Handoff.objects.filter(source_schema=here).delete()
    Handoff.objects.filter(target_schema=here).delete()
    transaction.on_commit(lambda: _forget(here, keys))


def _forget(schema_name: str, keys: list[str]) -> None:
    """What memory outside the database still says of the site: links shown to its people, counted attempts."""
    for key in keys:
        forget_memberships(key)
    forget_site(schema_name)


site_erasers.register("identity", _erase)
sign_in_ways.register("home", home_ways)
columns_in_archive.register("identity_user.password", secret("!"))
columns_in_archive.register("identity_user.issuer", ISSUER)
public_parts.register("directory", DIRECTORY)
