"""Writers of people's accounts and groups; one verb a file."""
