"""Django app of the proposals."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """What municipalities propose back to the model, vote and say about it; in `public`."""

    name = "shared_templates.proposals"
    label = "proposals"
    default_auto_field = "django.db.models.BigAutoField"
