"""The demo's texts, one TOML file a noun."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def texts(name: str) -> dict[str, Any]:
    """Everything in one file."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
