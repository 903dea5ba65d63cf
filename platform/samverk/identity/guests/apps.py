"""Django app of the guests; its tables lie in every site's schema."""

from django.apps import AppConfig


class GuestsConfig(AppConfig):
    """Not in `public`: the operator has no guests."""

    name = "samverk.identity.guests"
    label = "guests"
    default_auto_field = "django.db.models.BigAutoField"
