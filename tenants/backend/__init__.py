"""Database backend: PostgreSQL with a site on every connection."""
