"""Django app of protected identities; its table lies in every site's schema."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """Not in `public`: the operator's people are not shown to municipalities."""

    name = "samverk.identity.protection"
    label = "protection"
    default_auto_field = "django.db.models.BigAutoField"
