"""Writers of first links; one verb a file."""
