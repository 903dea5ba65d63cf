"""The night watch: ends what the house ran when the house is killed and cannot do it itself.

Run as a file with `python -I -S watch.py SECONDS HOME GRACE`. Reads lines: "+GROUP" and "-GROUP" for the children's
process groups, "=NAME SIGNAL PID" for a server, "." when the house has closed in good order. When the pipe closes
before that, the groups left get SIGTERM, SECONDS, and SIGKILL; the servers get GRACE seconds in which another house
or command may begin to use them, and then their signal.
"""

import os
import select
import signal
import sys
import time
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

LOOK_EVERY = 0.5
STOP_SECONDS = 60
#: Name of a server → the signal that stops it, and a descriptor that is this process and never its namesake.
Servers = dict[str, tuple[int, int]]


def main(patience: float, home: Path, grace: float) -> None:
    """Keep the list until the pipe closes, then see to it that nobody on it is left."""
    groups: set[int] = set()
    servers: Servers = {}
    for line in sys.stdin:
        match line[0]:
            case "+":
                groups.add(int(line[1:]))
            case "-":
                groups.discard(int(line[1:]))
            case "=":
                name, number, pid = line[1:].split()
                with suppress(OSError):  # it has died again, or the kernel has no such descriptors
                    servers[name] = (int(number), os.pidfd_open(int(pid)))
            case _:
                servers.clear()
    end_groups(groups, patience)
    end_servers(servers, home, grace)


def end_groups(groups: set[int], patience: float) -> None:
    """End the children: the leaders first, in good order, then whoever is left."""
    for group in groups:
        with suppress(ProcessLookupError):
            os.kill(group, signal.SIGTERM)  # the leader only: it ends its workers in good order
    deadline = time.monotonic() + patience
    while any(_exists(group) for group in groups) and time.monotonic() < deadline:
        time.sleep(0.05)
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def end_servers(servers: Servers, home: Path, grace: float) -> None:
    """Stop the servers when nobody has begun to use them; another house has a watch of its own."""
    note = _note(home)
    deadline = time.monotonic() + grace
    while servers and _note(home) == note:
        for name, (number, process) in list(servers.items()):
            if _has_ended(process, 0) or (time.monotonic() >= deadline and _stop(home, name, number, process)):
                del servers[name]
        time.sleep(LOOK_EVERY)


def _stop(home: Path, name: str, number: int, process: int) -> bool:
    """Stop one server unless somebody uses the home; whoever comes meanwhile waits, and starts it anew."""
    starting = _lock(home / f"{name}.lock")
    if starting is None:
        return False
    try:
        for path in (home / "lock", home / "in-use"):
            held = _lock(path)
            if held is None:
                return False
            os.close(held)
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(process, number)
        return _has_ended(process, STOP_SECONDS)
    finally:
        os.close(starting)


def _lock(path: Path) -> int | None:
    """A descriptor that holds the lock until it is closed; None when another has it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:  # the home is removed: nobody can use it
        return os.open(os.devnull, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _note(home: Path) -> bytes:
    """Who held the home last; changes as soon as another house takes it."""
    try:
        return (home / "lock").read_bytes()
    except OSError:
        return b""


def _has_ended(process: int, seconds: float) -> bool:
    return bool(select.select([process], [], [], seconds)[0])


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
