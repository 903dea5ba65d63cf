"""Filters of the screens of items."""
