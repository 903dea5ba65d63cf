"""Django app of followed searches; its table lies in every site's schema."""

from django.apps import AppConfig


class SearchesConfig(AppConfig):
    """Not in `public`: nobody follows anything at the operator's."""

    name = "samverk.social.searches"
    label = "social_searches"
    default_auto_field = "django.db.models.BigAutoField"
