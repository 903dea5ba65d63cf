"""Sites: one schema each. Creation, lifecycle, domains, theme, database backend, row-level security."""
