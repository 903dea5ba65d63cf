"""Changing the organisation by plan: what a plan says, what it would do, and doing it."""
