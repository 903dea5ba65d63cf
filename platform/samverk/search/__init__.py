"""Search over what the rooms of a site let one search."""
