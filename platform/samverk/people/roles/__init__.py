"""The roles that somebody must hold, and the alarm when nobody does (TN-08)."""
