"""Samverk: one deployment, many municipalities, each on its own."""
