"""What a site has chosen: keys that rooms declare, values on several levels, and why one of them wins (TN-06)."""
