"""Loaded with `-p` from pyproject.toml: pytest-django reads the settings before any conftest is imported."""

import pytest

from tests.support import servers


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Servers and environment, before pytest-django's hook of the same name."""
    servers.prepare()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first, whatever chance says: one that begins last would be waited for alone."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """After the last test, also after Ctrl-C."""
    servers.stop()
