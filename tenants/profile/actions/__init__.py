"""Writers of the profile; one verb a file."""
