"""Writers of orders."""
