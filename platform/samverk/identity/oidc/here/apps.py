"""Django app of what a site keeps about its people's sign-ins."""

from django.apps import AppConfig


class OidcHereConfig(AppConfig):
    """Its tables lie in each site's schema; the operator's own people sign in with local accounts."""

    name = "samverk.identity.oidc.here"
    label = "oidc_here"
    default_auto_field = "django.db.models.BigAutoField"
