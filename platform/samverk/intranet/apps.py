"""Django app of the intranet."""

from django.apps import AppConfig


class IntranetConfig(AppConfig):
    """Page types and pictures, one set per site."""

    name = "samverk.intranet"
    label = "intranet"
    default_auto_field = "django.db.models.BigAutoField"
