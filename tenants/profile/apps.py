"""Django app of a site's profile; its table lies in each site's schema."""

from django.apps import AppConfig


class SiteProfileConfig(AppConfig):
    """Nothing of it is shown to other sites."""

    name = "tenants.profile"
    label = "site_profile"
    default_auto_field = "django.db.models.BigAutoField"
