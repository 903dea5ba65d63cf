"""Acts of the operator's pages."""
