"""Make the environment and install what the lock file says; tells every fifteen seconds how far it has come.

    python3 infra/tools/install.py .venv

Run by the Makefile before anything is installed: the standard library only.
"""

import os
import re
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements/dev.txt"
TELL_EVERY = 15.0
PIP = ("-m", "pip", "install")


def main(folder: Path) -> None:
    """Environment, the locked packages, ourselves, and the compiled texts; ends with pip's code if it fails."""
    print(f"Installerar i {folder} (första gången tar det någon minut) …", flush=True)
    python = environment(folder)
    total = len(re.findall(r"^[A-Za-z0-9]", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    locked = [*PIP, "--progress-bar", "off", "--require-hashes", "-r", str(LOCK)]
    ourselves = [*PIP, "--quiet", "--no-build-isolation", "--no-deps", "--editable", str(ROOT)]
    for words in (locked, ourselves, [str(ROOT / "infra/tools/messages.py"), "compile"]):
        code = run([str(python), *words], total=total)
        if code:
            sys.exit(code)


def environment(folder: Path) -> Path:
    """The environment's Python; one that Ctrl-C left without pip is made anew."""
    python = folder / "bin" / "python"
    if not _has_pip(python):
        venv.create(folder, clear=True, with_pip=True, symlinks=True)
    return python


def _has_pip(python: Path) -> bool:
    try:
        return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(command: Sequence[str], *, total: int, every: float = TELL_EVERY) -> int:
    """Run pip, say now and then what it is doing, and show all it said if it fails."""
    started = time.monotonic()
    said: list[str] = []
    environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        over = threading.Event()

        def tell() -> None:
            while not over.wait(every):
                print(f"  {time.monotonic() - started:4.0f} s  {progress(said, total=total)}", flush=True)

        teller = threading.Thread(target=tell, daemon=True)
        teller.start()
        for line in process.stdout:
            said.append(line)  # noqa: PERF402 - the teller reads the list meanwhile
        over.set()
        teller.join()
    if process.returncode:
        print("".join(said[-40:]), file=sys.stderr)
    return process.returncode


def progress(said: Sequence[str], *, total: int) -> str:
    """What pip is doing, from its lines."""
    if any(line.startswith("Installing collected packages") for line in said):
        return f"Packar upp {total} paket"
    fetched = sum(line.startswith("Collecting ") for line in said)
    return f"Hämtar paket: {min(fetched, total)} av {total}" if fetched else "Arbetar"


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
