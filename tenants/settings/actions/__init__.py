"""Writers of settings; one verb a file."""
