"""Find a browser for the tests, or get Debian's where that is allowed (as root, with apt).

python infra/tools/browser.py [--install]
"""

import os
import shutil
import subprocess
import sys

#: Quiet, without a call home, and able to run as root in a container.
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Path of a Chromium, from SAMVERK_BROWSER or the PATH."""
    named = os.environ.get("SAMVERK_BROWSER")
    if named:
        return named if shutil.which(named) else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> bool:
    """Install Debian's package; True when a browser is there afterwards."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Hämtar webbläsaren Chromium ur Debian …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, env=environment, check=False, **quiet)
    return find_browser() is not None


def main() -> int:
    """Never fails: tests without a browser are said loudly to be missing."""
    if find_browser() or ("--install" in sys.argv and install()):
        print(f"Webbläsare: {find_browser()}")
        return 0
    line = "!" * 78
    print(f"{line}\nINGEN WEBBLÄSARE: webbläsartesterna kan inte köras. Installera chromium,\n"
          f"eller peka ut en med SAMVERK_BROWSER.\n{line}", file=sys.stderr)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
