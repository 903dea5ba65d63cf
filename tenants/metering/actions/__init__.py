"""Writers of what was measured."""
