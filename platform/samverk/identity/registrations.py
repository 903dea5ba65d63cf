"""What identity keeps in `public`, and who may see it."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.directory.models import DirectoryEntry, Handoff
from samverk.identity.directory.queries import forget_memberships
from samverk.identity.features import FEATURES
from samverk.identity.groups import AUDITORS, GROUP_LABELS
from samverk.identity.log.access import may_search_log
from samverk.identity.providers import sign_in_ways
from samverk.identity.sign_in_from_home import home_ways
from samverk.identity.site_settings import KEYS, TRAFFIC_DAYS
from samverk.identity.throttle import forget_site
from samverk.identity.travelling import DIRECTORY, ISSUER
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    administration_entries,
    audit_floors,
)
from samverk.kernel.standard_rights import StandardRights, standard_rights
from tenants.actions.delete_tenant import site_erasers
from tenants.life.rules import columns_in_archive, public_parts, secret, tables_left_out, tables_not_copied
from tenants.policies import OPERATORS, SITE, Policy, public_tables
from tenants.queries import active_schema
from tenants.settings.features import declare_features, group_labels
from tenants.settings.queries import value
from tenants.settings.registry import declare

public_tables.register("identity_user", OPERATORS)
public_tables.register("identity_user_groups", OPERATORS)
public_tables.register("identity_user_user_permissions", OPERATORS)
public_tables.register("devices_signedin", OPERATORS)
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
declare(*KEYS)
declare_features(*FEATURES)
for group_name, group_label in GROUP_LABELS.items():
    group_labels.register(group_name, group_label)
audit_floors.register("traffic", lambda: value(TRAFFIC_DAYS))
standard_rights.register("auditors", StandardRights(AUDITORS, ("kernel.view_auditentry",)))
administration_entries.register(
    "log",
    AdministrationEntry(
        part=AdministrationPart.INSIGHT,
        label=_("Loggen"),
        description=_("Sök i vad som har gjorts på webbplatsen, av vem och när."),
        url=lambda: reverse("identity:log_search"),
        may_see=may_search_log,
        order=90,
        icon="clock",
        everywhere=True,
    ),
)
columns_in_archive.register("identity_user.password", secret("!"))
columns_in_archive.register("identity_user.issuer", ISSUER)
columns_in_archive.register("scim_provisionedperson.issuer", ISSUER)
public_parts.register("directory", DIRECTORY)
tables_left_out.register("devices_signedin", "var människor är inloggade: varje rad bär nyckeln till en inloggning")
tables_not_copied.register("oidc_here_linkedidentity", "inloggningar som är kopplade till en person")
tables_not_copied.register("oidc_here_claimrule", "regler för vilka som släpps in")
tables_not_copied.register("oidc_here_signinpolicy", "hur man loggar in")
tables_not_copied.register("profile_carriedprofile", "uppgifter på väg mellan webbplatser")
