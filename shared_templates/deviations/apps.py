"""Django app of the deviations."""

from django.apps import AppConfig


class DeviationsConfig(AppConfig):
    """Why a municipality, or a unit of it, departs from the model; its tables lie in adoption."""

    name = "shared_templates.deviations"
    label = "deviations"
    default_auto_field = "django.db.models.BigAutoField"
