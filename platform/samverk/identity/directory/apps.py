"""Django app of the directory; shared, under row-level security."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Its tables lie in `public` only."""

    name = "samverk.identity.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
