"""Who is here, in which groups, and why; the pages of a site's own maintainers."""
