"""Django app of the front hall: templates and the demo; no tables."""

from importlib import import_module

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Nobody imports the project; it imports everything."""

    name = "samverk.project"
    label = "project"

    def ready(self) -> None:
        """Checks register themselves on import, and so does the worker that tasks are queued for."""
        import_module("samverk.project.secrets_check")
        # Rooms queue their tasks through the house's worker from every process, not only from the worker's own.
        import_module("samverk.project.celery")
