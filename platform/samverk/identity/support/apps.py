"""Django app of the support sessions."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """One table, in `public`: the operator opens, the site sees its own."""

    name = "samverk.identity.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"
