"""Django app of the template board's words."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """What municipalities submit to the template board (*mallrådet*), and its words about it; in `public`."""

    name = "shared_templates.board"
    label = "board"
    default_auto_field = "django.db.models.BigAutoField"
