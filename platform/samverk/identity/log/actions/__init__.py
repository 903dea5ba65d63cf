"""Writers of the log's own log; one verb a file."""
