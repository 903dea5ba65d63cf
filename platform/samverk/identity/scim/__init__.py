"""People and groups from the municipality's own directory: SCIM 2.0 (LAW-49), lists in CSV, and how good they are (PF-03)."""
