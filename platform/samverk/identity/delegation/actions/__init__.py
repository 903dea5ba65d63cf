"""Writers of delegated administration; one verb a file."""
