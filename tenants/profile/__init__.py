"""Where a site says it stands, for its own sake (TN-07)."""
