"""Django app of the masters."""

from django.apps import AppConfig


class MastersConfig(AppConfig):
    """What the model municipality edits: masters, reviews, test cases; in its own schema."""

    name = "shared_templates.masters"
    label = "masters"
    default_auto_field = "django.db.models.BigAutoField"
