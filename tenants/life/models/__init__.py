"""What the operator knows of operations on whole sites."""

from tenants.life.models.operation import Operation
from tenants.life.models.retired_host import RetiredHost

__all__ = ["Operation", "RetiredHost"]
