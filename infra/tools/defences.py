"""Take each defence away and see a test fail: `make defences`, or with names: `make defences ARGS="csp throttle"`.

For each defence: a copy of the tree, one text in one file replaced, the named test run. A defence counts as proved
when that test passes in the untouched copy and *fails* (not: breaks on import) in the changed one. The list is
`defended/`; the table in docs/threat-model.md is made from it, and tests/architecture/test_threat_model.py holds the
two together.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from defended import DEFENCES

ROOT = Path(__file__).resolve().parents[2]
MEMORY = Path("/dev/shm")
#: Bytes that must be free there: the tree, the template and two copies of it.
ROOM = 2 * 1024**3
LEFT_OUT = {".git", ".venv", ".samverk", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


def copy_tree(target: Path) -> None:
    """The working tree without what belongs to this checkout only."""
    shutil.copytree(ROOT, target, ignore=lambda folder, names: LEFT_OUT & set(names), symlinks=True, dirs_exist_ok=True)


def roomy_folder() -> str | None:
    """In memory where there is room: many rows build the template database anew."""
    return str(MEMORY) if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def run(tree: Path, tests: list[str]) -> int:
    """pytest's exit code: 0 passed, 1 failed, more than that broke."""
    environment = {**os.environ, "SAMVERK_TEST_HOME": str(tree / ".samverk" / "test"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(tree), str(tree / "platform")])
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "--tb=line", "--show-capture=no", *tests]
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False).returncode


def main(names: list[str]) -> int:
    """Prove all, or those named; exit code 1 when one is not proved."""
    if unknown := set(names) - {defence.name for defence in DEFENCES}:
        print(f"no such defence: {', '.join(sorted(unknown))}")
        return 2
    wanted = [defence for defence in DEFENCES if not names or defence.name in names]
    unproved = []
    with tempfile.TemporaryDirectory(prefix="samverk-defences-", dir=roomy_folder()) as folder:
        # The database's own user passes it: else its files lie elsewhere, and stay there.
        Path(folder).chmod(0o711)
        tree = Path(folder, "tree")
        copy_tree(tree)
        started = time.monotonic()
        code = run(tree, sorted({defence.test for defence in wanted}))
        print(f"{'untouched':<20} {'pass' if code == 0 else 'FAIL'}  {time.monotonic() - started:.0f} s", flush=True)
        if code:
            return 1
        for defence in wanted:
            path = tree / defence.file
            before = path.read_text()
            assert before.count(defence.old) == 1, f"{defence.name}: the text stands not once in {defence.file}"
            started = time.monotonic()
            path.write_text(before.replace(defence.old, defence.new))
            code = run(tree, [defence.test])
            path.write_text(before)
            proved = code == 1
            print(
                f"{defence.name:<20} {'the test fails' if proved else f'NOT PROVED (pytest says {code})'}"
                f"  {time.monotonic() - started:.0f} s",
                flush=True,
            )
            unproved += [] if proved else [defence.name]
    print(f"{len(wanted) - len(unproved)} of {len(wanted)} defences proved")
    return int(bool(unproved))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
