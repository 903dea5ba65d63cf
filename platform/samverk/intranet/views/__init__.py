"""Pages of the intranet that are not Wagtail's."""
