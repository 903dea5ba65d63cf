"""News that everybody it is for must read, and say so (PF-53)."""
