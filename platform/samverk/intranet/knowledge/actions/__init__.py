"""Writes of the knowledge bank."""
