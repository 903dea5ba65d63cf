"""Django app of the front hall: templates and the demo; no tables."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Nobody imports the project; it imports everything."""

    name = "samverk.project"
    label = "project"
