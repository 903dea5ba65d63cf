"""Writers of search; one verb a file."""
