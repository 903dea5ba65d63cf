"""Django app of the measurements; its tables lie in `public` and are the operator's."""

from django.apps import AppConfig


class MeteringConfig(AppConfig):
    """Numbers by site: no person, no address of a page."""

    name = "tenants.metering"
    label = "metering"
    default_auto_field = "django.db.models.BigAutoField"
