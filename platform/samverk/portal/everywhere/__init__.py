"""Alarms for every site at once: one narrow table in `public`."""
