"""Models of identity."""

from .user import INTERNAL, Capacity, User, local_issuer

__all__ = ["INTERNAL", "Capacity", "User", "local_issuer"]
