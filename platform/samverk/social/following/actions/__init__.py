"""What one does about following."""
