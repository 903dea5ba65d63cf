"""Django app of the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """How people arrange what they see, systems, alarms, reminders and what is known of other sites."""

    name = "samverk.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
