"""Writers of profiles; one verb a file."""
