"""Django app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Organisation tables, one set per site."""

    name = "samverk.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
