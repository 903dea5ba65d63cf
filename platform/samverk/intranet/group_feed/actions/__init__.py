"""What one does with subscribers; one verb a file."""
