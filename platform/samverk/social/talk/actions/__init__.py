"""What one does when talking; the only writers."""
