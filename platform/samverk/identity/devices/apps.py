"""Django app of the sessions a person sees; its table lies in every schema."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """In `public` for the operator's own people."""

    name = "samverk.identity.devices"
    label = "devices"
    default_auto_field = "django.db.models.BigAutoField"
