"""Django app of the notifications; its tables lie in every site's schema."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Not in `public`: the operator's own site has no content to tell of."""

    name = "samverk.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
