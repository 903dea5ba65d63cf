"""Django app of delegations; one set of tables per site."""

from django.apps import AppConfig


class DelegationHereConfig(AppConfig):
    """In the site's own schema: what was granted is the site's own business."""

    name = "samverk.identity.delegation.here"
    label = "delegation_here"
    default_auto_field = "django.db.models.BigAutoField"
