"""The migrations of the code, known by their text."""

import hashlib
import inspect
from collections.abc import Collection
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

Key = tuple[str, str]


def fingerprint(*, only: Collection[Key] | None = None) -> str:
    """Hash of every tenant app's migrations: names and text.

    Changes when a migration is added or edited, and then the artifact is made anew.

    Args:
        only: leave all others out, to ask whether these are unchanged.
    """
    disk = migrations_on_disk()
    labels = {config.label for config in apps.get_app_configs() if is_tenant_app(config)}
    digest = hashlib.sha256()
    for label, name in sorted(key for key in disk if key[0] in labels and (only is None or key in only)):
        digest.update(f"{label}.{name}".encode() + disk[label, name].read_bytes())
    return digest.hexdigest()


def migrations_on_disk() -> dict[Key, Path]:
    """(app, name) of every migration → its file."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key: Path(inspect.getfile(type(migration))) for key, migration in loader.disk_migrations.items()}


def is_tenant_app(config: AppConfig) -> bool:
    """Do the app's tables lie in every site's schema?"""
    full = f"{type(config).__module__}.{type(config).__qualname__}"
    return config.name in settings.TENANT_APPS or full in settings.TENANT_APPS


def unknown_to_the_code(applied: Collection[Key]) -> set[Key]:
    """Migrations of our own rooms that the database has and the code has not."""
    disk = migrations_on_disk()
    ours = {config.label for config in apps.get_app_configs() if _is_ours(config)}
    return {key for key in applied if key[0] in ours and key not in disk}


def _is_ours(config: AppConfig) -> bool:
    # Whatever is not installed in an environment lies beside this package.
    return Path(config.path).is_relative_to(_ROOT) and "site-packages" not in Path(config.path).parts


_ROOT = Path(__file__).resolve().parents[2]
