"""The Django application of the design system."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Finds every component once, when the process starts."""

    name = "samverk.ui"
    label = "ui"
    verbose_name = _("Designsystem")

    def ready(self) -> None:
        """Read all specifications now, so that a broken one stops the start and not a page."""
        from samverk.ui.registry import components

        components()
