"""Writers: what happens to a whole site; one verb a file."""
