"""Django app of a site's own values; its table lies in each site's schema."""

from django.apps import AppConfig


class SiteSettingsConfig(AppConfig):
    """Not in `public`: the operator's own site goes by what the rooms declare."""

    name = "tenants.settings"
    label = "site_settings"
    default_auto_field = "django.db.models.BigAutoField"
