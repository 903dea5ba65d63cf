"""What one does about followed searches."""
