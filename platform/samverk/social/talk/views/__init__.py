"""Pages of talking."""
