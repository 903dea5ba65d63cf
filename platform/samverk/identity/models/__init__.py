"""Models of identity."""

from .user import Capacity, User, local_issuer

__all__ = ["Capacity", "User", "local_issuer"]
