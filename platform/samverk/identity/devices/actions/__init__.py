"""Writers of the sign-ins; one verb a file."""
