"""What /proc tells about processes, and how one is started so that it outlives us or ends on demand."""

import atexit
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from samverk.project.embedded.account import Account

PROC = Path("/proc")
# Popen objects of servers that may outlive the object that started them; kept so that they can be reaped.
_started: dict[int, "subprocess.Popen[bytes]"] = {}


def start_detached(argv: Sequence[str | Path], *, account: Account, log: int, cwd: Path, env: dict[str, str]) -> int:
    """Start a server in a session of its own (Ctrl-C in the terminal does not reach it); return its pid."""
    process = subprocess.Popen(
        [str(part) for part in argv],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd=cwd,
        env=env,
        start_new_session=True,
        umask=0o077,
        **account.as_popen(),
    )
    _started[process.pid] = process
    return process.pid


@atexit.register
def _let_them_live() -> None:
    """Popen warns of a child that nobody waited for; these servers are meant to outlive the process."""
    for process in _started.values():
        process.returncode = process.poll() or 0


def is_alive(pid: int) -> bool:
    """Tell whether pid is a running process; one that has ended but is not yet reaped is not."""
    started = _started.get(pid)
    if started is not None and started.poll() is not None:
        del _started[pid]
        return False
    try:
        state = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state not in {"Z", "X"}


def processes_in(folder: Path) -> Iterator[int]:
    """Yield the pids of living processes whose working folder is folder or below it."""
    wanted = os.path.realpath(folder)
    for pid in _pids():
        with suppress(OSError):
            at = _working_folder(pid).removesuffix(" (deleted)")
            if (at == wanted or at.startswith(wanted + "/")) and is_alive(pid):
                yield pid


def command_of(pid: int) -> str:
    """Return the command line of pid, or an empty text when it may not be read."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def _working_folder(pid: int) -> str:
    link = PROC / str(pid) / "cwd"
    try:
        return os.readlink(link)
    except PermissionError:
        owner = link.parent.stat()
        if os.geteuid() != 0 or owner.st_uid == 0:
            raise
    # Root in a container lacks CAP_SYS_PTRACE and may not look into others' processes; they may.
    group = os.getegid()
    os.setegid(owner.st_gid)
    try:
        os.seteuid(owner.st_uid)
        return os.readlink(link)
    finally:
        os.seteuid(0)
        os.setegid(group)


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal()]


def end(pids: Sequence[int], *, number: signal.Signals, seconds: float) -> bool:
    """Send a signal to every pid, wait until all are gone; True when they are."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    return wait_until(lambda: not any(is_alive(pid) for pid in pids), seconds=seconds)


def wait_until(condition: Callable[[], bool], *, seconds: float, pause: float = 0.03) -> bool:
    """Poll condition until it holds or the time is out; return whether it held."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
