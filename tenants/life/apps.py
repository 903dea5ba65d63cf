"""Django app of the operations on whole sites; shared, the operator's own."""

from django.apps import AppConfig


class LifeConfig(AppConfig):
    """Its tables lie in `public` only."""

    name = "tenants.life"
    label = "life"
    default_auto_field = "django.db.models.BigAutoField"
