"""Django app of the sandbox."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """Where the model's drafts are tried out before they are released; in the model's own schema."""

    name = "shared_templates.sandbox"
    label = "sandbox"
    default_auto_field = "django.db.models.BigAutoField"
