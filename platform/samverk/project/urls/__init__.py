"""Addresses: one list for the operator's site, one for all others."""
