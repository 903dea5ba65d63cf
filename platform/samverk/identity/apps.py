"""Django app of identity."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Users lie in every schema; in `public` they are the operator's own people."""

    name = "samverk.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
