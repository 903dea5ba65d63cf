"""Django app of what sites' settings keep in `public`."""

from django.apps import AppConfig


class SharedSettingsConfig(AppConfig):
    """Under row-level security."""

    name = "tenants.settings.shared"
    label = "shared_settings"
    default_auto_field = "django.db.models.BigAutoField"
