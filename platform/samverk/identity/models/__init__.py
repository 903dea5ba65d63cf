"""Models of identity."""

from .user import INTERNAL, Capacity, User, list_issuer, local_issuer

__all__ = ["INTERNAL", "Capacity", "User", "list_issuer", "local_issuer"]
