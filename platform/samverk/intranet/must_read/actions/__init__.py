"""What one does with news that must be read; one verb a file."""
