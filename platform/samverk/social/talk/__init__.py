"""Talking: comments, reactions, mentions, reports, on anything registered (PF-18)."""
