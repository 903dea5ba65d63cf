"""Django app of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """What has been released, and the narrow facts municipalities tell about it; in `public`."""

    name = "shared_templates.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
