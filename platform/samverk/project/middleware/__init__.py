"""Middleware of the whole house."""
