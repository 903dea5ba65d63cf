"""Django app of the packages."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    """Releases as files, from one deployment to another; keeps nothing of its own."""

    name = "shared_templates.packages"
    label = "packages"
    default_auto_field = "django.db.models.BigAutoField"
