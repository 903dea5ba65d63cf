"""News of the whole group, for the companies' own intranets (PF-60)."""
