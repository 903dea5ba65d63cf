"""Django app of shared articles."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Articles that a municipality shares with the others, and who shows them (PF-21); in `public`."""

    name = "shared_templates.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear when an article is gone."""
        from shared_templates.knowledge.ending import listen

        listen()
