"""Pages of the notifications."""
