"""Django app of the anchors; shared, under row-level security."""

from django.apps import AppConfig


class AnchorsConfig(AppConfig):
    """Its table lies in `public` only."""

    name = "tenants.anchors"
    label = "anchors"
    default_auto_field = "django.db.models.BigAutoField"
