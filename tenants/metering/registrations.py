"""Only the operator's site sees the measurements; an erased site takes its own with it."""

from tenants.actions.delete_tenant import site_erasers
from tenants.metering.counters import forget_counted
from tenants.metering.models import Incident, SiteMinute, SiteStorage
from tenants.policies import OPERATORS, public_tables
from tenants.queries import active_schema
from tenants.site_context import operator_site

public_tables.register("metering_siteminute", OPERATORS)
public_tables.register("metering_sitestorage", OPERATORS)
public_tables.register("metering_incident", OPERATORS)


def _erase() -> None:
    here = active_schema()
    forget_counted(here)
    with operator_site():
        for model in (SiteMinute, SiteStorage, Incident):
            model._default_manager.filter(schema_name=here).delete()


site_erasers.register("metering", _erase)
