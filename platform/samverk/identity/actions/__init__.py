"""Writers of identity; one verb a file."""
