"""Migrations over many sites (law 9): plan once, replay per schema, report, resume."""
