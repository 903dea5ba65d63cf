"""Writers of guests; one verb a file."""
