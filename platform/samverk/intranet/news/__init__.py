"""News as people meet them: ranked for the start page, listed, and kept as fragments."""
