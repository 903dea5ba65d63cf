"""Writers of the directory connection; one verb a file."""
