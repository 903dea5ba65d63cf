"""What the sandbox room tells the registries."""

from shared_templates.sandbox.models import SandboxReset
from tenants.life.rules import tables_not_copied

tables_not_copied.register(SandboxReset._meta.db_table, "mallens egna återställningar")
