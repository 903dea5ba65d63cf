"""Searches one follows: told of what is new, once a round, by one's own rights (PF-52)."""
