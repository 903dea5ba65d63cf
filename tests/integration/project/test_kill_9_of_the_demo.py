"""kill -9 in the middle of `make demo`: nothing half left, nothing left running, the next run repairs by itself."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from samverk.project.embedded.places import key_of
from samverk.project.embedded.processes import processes_in
from tests.integration.embedded.conftest import new_parent, remove_home
from tests.support.servers import CHECKOUT, clean_environment

DEMO = [sys.executable, "-m", "samverk.project.cli", "demo", "--scale", "small", "--no-serve"]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    parent = new_parent()
    yield parent / "home"
    remove_home(parent / "home")


def environment(home: Path) -> dict[str, str]:
    return {**clean_environment(), "SAMVERK_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def kill_when(home: Path, words: str) -> str:
    """Start the demo, and kill it alone, not its servers, at the first line with the words. Gives what it said."""
    said = ""
    with subprocess.Popen(
        DEMO, env=environment(home), cwd=CHECKOUT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as demo:
        assert demo.stdout is not None
        for line in demo.stdout:
            said += line
            if words in line:
                demo.send_signal(signal.SIGKILL)
                break
        demo.wait(timeout=60)
    assert demo.returncode == -signal.SIGKILL, said
    return said


#: In this order: each run begins in what the one before left.
MOMENTS = ("tom webbplats", "Skara kommun")


@pytest.mark.endurance
def test_killed_twice_the_third_run_builds_the_whole_demo(home: Path) -> None:
    for words in MOMENTS:
        kill_when(home, words)
    done = subprocess.run(DEMO, env=environment(home), cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert left_running(home) == [], "--no-serve stops its servers"
    listed = subprocess.run(
        [sys.executable, "-m", "samverk.project.cli", "tenant", "list", "--json"],
        env=environment(home), cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert listed.returncode == 0, listed.stderr
    slugs = {site["slug"] for site in json.loads(listed.stdout)}
    assert {"drift", "mall", "skara", "hjo", "gvs12"} <= slugs
    started = time.monotonic()
    again = subprocess.run(DEMO, env=environment(home), cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    assert "audit" not in again.stdout + again.stderr, "nothing was left to build"
    assert time.monotonic() - started < 60


def left_running(home: Path) -> list[int]:
    """Processes that still hold something of the home; a server needs a moment to go."""
    deadline = time.monotonic() + 20
    while True:
        found = [pid for place in (home, Path("/var/lib/samverk/data") / key_of(home)) for pid in processes_in(place)]
        found = [pid for pid in found if pid != os.getpid()]
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.2)
