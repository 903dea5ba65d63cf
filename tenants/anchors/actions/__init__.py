"""Writers of the anchors; one verb a file."""
