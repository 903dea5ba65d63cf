"""What people tell of themselves, and how they are found."""
