"""Template tags of the intranet."""
