"""Pages of the sign-ins."""
