"""Django app of the directory connection; its tables lie in every site's own schema."""

from django.apps import AppConfig


class ScimConfig(AppConfig):
    """Tokens, external ids and groups belong to one site (law 1)."""

    name = "samverk.identity.scim"
    label = "scim"
    default_auto_field = "django.db.models.BigAutoField"
