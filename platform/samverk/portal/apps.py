"""Django app of the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """No tables of its own yet."""

    name = "samverk.portal"
    label = "portal"
