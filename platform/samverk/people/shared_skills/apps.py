"""Django app of the skills people share with other sites."""

from django.apps import AppConfig


class SharedSkillsConfig(AppConfig):
    """One table in `public`."""

    name = "samverk.people.shared_skills"
    label = "shared_skills"
    default_auto_field = "django.db.models.BigAutoField"
