"""Guests by invitation: each with a sponsor, a purpose and a last day (PF-06, PF-07)."""
