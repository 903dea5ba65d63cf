"""People and groups from the municipality's own directory: SCIM (LAW-49), lists in CSV, their quality (PF-03)."""
