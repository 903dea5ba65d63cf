"""Pages about people and groups."""
