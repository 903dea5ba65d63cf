"""Pages about news that must be read."""
