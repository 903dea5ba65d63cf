"""Writers of protection; one verb a file."""
