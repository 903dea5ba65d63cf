"""Modules of the commands that are no packages, loaded by their path."""

import importlib.util
from types import ModuleType

from tests.support.servers import CHECKOUT


def module_at(*path: str) -> ModuleType:
    """The module of a file below the checkout, loaded anew: `module_at("infra", "tools", "axe.py")`."""
    file = CHECKOUT.joinpath(*path)
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
