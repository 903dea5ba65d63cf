"""Django app of departures; its tables lie in every site's schema."""

from django.apps import AppConfig


class MoversConfig(AppConfig):
    """Not in `public`: the operator's people are few, and handled by the operator."""

    name = "samverk.identity.movers"
    label = "movers"
    default_auto_field = "django.db.models.BigAutoField"
