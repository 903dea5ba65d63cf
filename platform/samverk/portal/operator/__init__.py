"""The operator's own pages: sites in operation, their health, support and updates. No content of anybody."""
