"""Writers of the emergency pack; one verb a file."""
