"""Django app of the overview."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """How like the municipalities are to the model: reads the catalogue's facts, keeps nothing."""

    name = "shared_templates.overview"
    label = "likeness"
    default_auto_field = "django.db.models.BigAutoField"
