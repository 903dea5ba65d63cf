"""Django app of the first links; its table lies in every site's schema."""

from django.apps import AppConfig


class FirstLinksConfig(AppConfig):
    """Not in `public`: the operator's own people get theirs on the command line."""

    name = "samverk.identity.first_links"
    label = "first_links"
    default_auto_field = "django.db.models.BigAutoField"
