"""Django app of invitations to administer; shared, under row-level security."""

from django.apps import AppConfig


class DelegationConfig(AppConfig):
    """Its tables lie in `public` only."""

    name = "samverk.identity.delegation"
    label = "delegation"
    default_auto_field = "django.db.models.BigAutoField"
