"""Django app of the deviations."""

from django.apps import AppConfig


class DeviationsConfig(AppConfig):
    """Why a municipality, or a unit of it, departs from the model; what is told of it in `public`."""

    name = "shared_templates.deviations"
    label = "deviations"
    default_auto_field = "django.db.models.BigAutoField"
