"""LAW-52: what is installed is what is locked; the checker sees when it is not."""

from importlib.metadata import distribution
from types import ModuleType

import pytest

from tests.support.modules import module_at


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return module_at("infra", "tools", "dependencies.py")


def test_law52_what_is_installed_is_what_is_locked(tool: ModuleType) -> None:
    assert tool.main() == 0


def test_law52_the_checker_sees_what_is_not(tool: ModuleType) -> None:
    lock = tool.locked("click==1.0 \\\n    --hash=sha256:ab\nredis==9.9\nborta==1.0 --hash=sha256:ab")
    wrong = tool.complaints(lock, {name: distribution(name) for name in ("click", "click-plugins", "limits", "redis")})
    assert [line.partition(" ")[0] for line in wrong] == ["redis", "click", "redis", "borta", "click-plugins", "limits"]
