"""Writers of people."""
