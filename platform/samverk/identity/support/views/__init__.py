"""Pages of a site about support."""
