"""Django app of alarms for all sites; its table lies in `public`."""

from django.apps import AppConfig


class EverywhereConfig(AppConfig):
    """One table in `public`."""

    name = "samverk.portal.everywhere"
    label = "everywhere"
    default_auto_field = "django.db.models.BigAutoField"
