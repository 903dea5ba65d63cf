"""Writers of the sites; one verb a file."""
