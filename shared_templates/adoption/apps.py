"""Django app of the adoption."""

from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    """What a municipality has taken from the model, changed and answered; in its own schema."""

    name = "shared_templates.adoption"
    label = "adoption"
    default_auto_field = "django.db.models.BigAutoField"
