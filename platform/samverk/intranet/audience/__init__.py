"""Who may see this, and why: the answer of the functions that enforce it (PF-04)."""
