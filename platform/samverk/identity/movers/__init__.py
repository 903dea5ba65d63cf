"""Movers and leavers: the last day, what ends with it, and who takes over what is left (PF-11)."""
