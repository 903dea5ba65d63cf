"""Following: who wants to hear of what happens to a thing (PF-52)."""
