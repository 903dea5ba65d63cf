"""Models of the kernel; its tables lie in every schema, the operator's included."""

from .audit_entry import AuditEntry
from .audit_link import AuditLink
from .stamp import Stamp

__all__ = ["AuditEntry", "AuditLink", "Stamp"]
