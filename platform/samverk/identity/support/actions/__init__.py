"""Writers of support sessions."""
