"""What the sandbox room tells the registries."""

from samverk.identity.protection.sealed import followers
from shared_templates.sandbox.models import SandboxReset
from shared_templates.sandbox.names import follow_name
from tenants.life.rules import tables_not_copied

tables_not_copied.register(SandboxReset._meta.db_table, "mallens egna återställningar")
followers.register("sandbox", follow_name)
