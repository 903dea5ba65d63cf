"""Pages of first links."""
