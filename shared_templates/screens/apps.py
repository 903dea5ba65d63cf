"""Django app of the screens that masters and adoption share."""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    """Forms and fragments of contents: no tables, no addresses."""

    name = "shared_templates.screens"
    label = "template_screens"
    default_auto_field = "django.db.models.BigAutoField"
