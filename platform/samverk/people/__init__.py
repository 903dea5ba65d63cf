"""How the organisation is built, and who works where."""
