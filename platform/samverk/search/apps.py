"""Django app of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One table a site."""

    name = "samverk.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
