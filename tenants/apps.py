"""Django app of the sites."""

from importlib import import_module

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Registers the checks that guard the tenancy laws."""

    name = "tenants"
    label = "tenants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Checks register themselves on import."""
        import_module("tenants.checks")
