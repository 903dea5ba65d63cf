"""Django app of the kernel."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """Loads every room's `registrations.py` once all apps are ready."""

    name = "samverk.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let each room declare what it offers; the order of rooms does not matter."""
        autodiscover_modules("registrations")
