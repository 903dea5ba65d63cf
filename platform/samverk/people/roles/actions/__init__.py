"""Writers of roles."""
