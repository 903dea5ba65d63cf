"""Only the operator's site sees the orders."""

from tenants.orders.models import SiteOrder
from tenants.policies import OPERATORS, public_tables

public_tables.register(SiteOrder._meta.db_table, OPERATORS)
