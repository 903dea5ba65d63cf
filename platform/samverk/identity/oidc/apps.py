"""Django app of the providers; shared, under row-level security."""

from django.apps import AppConfig


class OidcConfig(AppConfig):
    """Its tables lie in `public` only; what belongs to one site lies in `here`."""

    name = "samverk.identity.oidc"
    label = "oidc"
    default_auto_field = "django.db.models.BigAutoField"
