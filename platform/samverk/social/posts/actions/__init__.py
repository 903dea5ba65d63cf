"""Writers of posts; one verb a file."""
