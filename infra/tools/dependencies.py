"""What can be said of the dependencies without a network: locked with hashes, installed as locked, not abandoned.

Known holes need the network: run `pip-audit -r requirements/base.txt` at every release (decision 0009).
"""

import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
#: In every environment: what installs the others, and ourselves.
NOT_LOCKED = {"pip", "setuptools", "wheel", "samverk"}
#: Abandoned by their own word, and why that is borne.
BORNE = {"click-plugins": "forty finished lines that celery imports for its command line"}


def locked(text: str) -> dict[str, tuple[str, bool]]:
    """Name → version and whether it has a hash, for what applies to this machine."""
    found = {}
    for block in re.split(r"\n(?=[a-zA-Z0-9])", text.strip()):
        requirement = Requirement(block.split("\\")[0].split("--hash")[0].strip())
        if requirement.marker is None or requirement.marker.evaluate():
            version = str(requirement.specifier).removeprefix("==")
            found[canonicalize_name(requirement.name)] = (version, "--hash=sha256:" in block)
    return found


def complaints(lock: dict[str, tuple[str, bool]], installed: dict[str, Distribution]) -> list[str]:
    """One line for each thing that is wrong."""
    wrong = [f"{name} {version} has no hash in the lock" for name, (version, hashed) in lock.items() if not hashed]
    for name, (version, _hashed) in lock.items():
        found = installed.get(name)
        if found is None:
            wrong.append(f"{name} is locked but not installed")
        elif found.version != version:
            wrong.append(f"{name} is installed as {found.version}, locked as {version}")
    for name, distribution in installed.items():
        if name not in lock and name not in NOT_LOCKED:
            wrong.append(f"{name} is installed but not locked")
        inactive = "Development Status :: 7 - Inactive" in (distribution.metadata.get_all("Classifier") or [])
        if inactive and name not in BORNE:
            wrong.append(f"{name} calls itself abandoned")
        wanted = distribution.metadata.get("Requires-Python")
        if wanted and not SpecifierSet(wanted).contains(".".join(map(str, sys.version_info[:3])), prereleases=True):
            wrong.append(f"{name} does not support this Python: {wanted}")
    return wrong


def main() -> int:
    """Exit code 1 when something is wrong."""
    lock = locked((ROOT / "requirements" / "dev.txt").read_text())
    installed = {canonicalize_name(found.metadata["Name"]): found for found in distributions()}
    wrong = complaints(lock, installed)
    for line in wrong:
        print(line)
    print(f"{len(lock)} locked, {len(installed)} installed, {len(wrong)} complaints")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
