"""The knowledge bank (PF-21): articles, what helped, and what other sites share."""
