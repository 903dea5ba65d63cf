"""Start npm's `oidc-provider`, which is certified by the OpenID Foundation, as a program of its own."""

import fcntl
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.servers import CHECKOUT, clean_environment

SOURCE = Path(__file__).with_name("certified")
FILES = ("package.json", "package-lock.json", "server.mjs")


def installed() -> Path:
    """The folder with the program and its packages, installed once for these versions; skips where there is no node."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("NO NODE: the tests against the certified OpenID Provider were not run")
    digest = hashlib.sha256(b"".join((SOURCE / name).read_bytes() for name in FILES)).hexdigest()[:12]
    folder = CHECKOUT / ".samverk" / f"openid-provider-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        # Two workers of a run come here at once; the second waits for the first.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").exists():
            _install(folder)
    return folder


def _install(folder: Path) -> None:
    for name in FILES:
        shutil.copy(SOURCE / name, folder / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, env=clean_environment(), check=False
    )
    if done.returncode:
        pytest.skip(f"NPM CANNOT INSTALL the certified OpenID Provider: {done.stderr[-300:]}")
    (folder / "installed").touch()


@contextmanager
def certified_provider(client: dict[str, Any]) -> Iterator[str]:
    """Serve with one client; gives the issuer."""
    command = ["node", "server.mjs", json.dumps(client)]
    process = subprocess.Popen(
        command,
        cwd=installed(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=clean_environment(),
    )
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout:
            process.stdout.close()


class Person:
    """Somebody's browser at the provider: fills in its forms until it sends the browser back to us."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.session = requests.Session()

    def __enter__(self) -> "Person":
        return self

    def __exit__(self, *exc: object) -> None:
        self.session.close()

    def walk(self, address: str, home: str) -> str:
        """Follow the provider's pages from `address` until it leads to an address that begins with `home`."""
        issuer = "/".join(address.split("/")[:3])
        response = self.session.get(address, allow_redirects=False, timeout=10)
        for _ in range(20):
            if "Location" in response.headers:
                target = response.headers["Location"]
                if target.startswith(home):
                    return target
                target = target if target.startswith("http") else issuer + target
                response = self.session.get(target, allow_redirects=False, timeout=10)
            else:
                response = self._fill_in(response.text, issuer)
        raise AssertionError(f"the provider never led home: {response.text[:500]}")

    def _fill_in(self, page: str, issuer: str) -> requests.Response:
        form = re.search(r'<form[^>]*action="([^"]+)"', page)
        assert form, page
        fields = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
        fields |= {"login": self.name, "password": "x"} if 'name="login"' in page else {}
        fields |= {"logout": "yes"} if 'name="logout"' in page else {}
        action = form[1].replace("&amp;", "&")
        target = action if action.startswith("http") else issuer + action
        return self.session.post(target, data=fields, allow_redirects=False, timeout=10)
