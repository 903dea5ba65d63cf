"""Django app of carried profiles; its table lies in every site's schema."""

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    """Not in `public`: the operator's people belong nowhere else."""

    name = "samverk.identity.profile"
    label = "profile"
    default_auto_field = "django.db.models.BigAutoField"
