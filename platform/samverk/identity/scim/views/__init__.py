"""SCIM's own address, and the pages for system maintainers."""
