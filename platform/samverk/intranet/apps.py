"""Django app of the intranet."""

from django.apps import AppConfig


class IntranetConfig(AppConfig):
    """Page types and pictures, one set per site."""

    name = "samverk.intranet"
    label = "intranet"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Bend the one thing of Wagtail's that has no setting."""
        from samverk.intranet.denials import refuse_instead_of_redirecting

        refuse_instead_of_redirecting()
