"""Django app of the structure."""

from django.apps import AppConfig


class StructureConfig(AppConfig):
    """Which page stands for which place of the model's structure; in the municipality's schema."""

    name = "shared_templates.structure"
    label = "structure"
    default_auto_field = "django.db.models.BigAutoField"
