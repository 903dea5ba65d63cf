"""Pages about delegated administration."""
