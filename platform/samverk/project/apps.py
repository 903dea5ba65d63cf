"""Django app of the front hall: templates and the demo; no tables."""

from importlib import import_module

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Nobody imports the project; it imports everything."""

    name = "samverk.project"
    label = "project"

    def ready(self) -> None:
        """Checks register themselves on import."""
        import_module("samverk.project.secrets_check")
