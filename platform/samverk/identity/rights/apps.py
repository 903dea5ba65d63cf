"""Django app of people, groups and rights."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """One set of tables per site."""

    name = "samverk.identity.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"
