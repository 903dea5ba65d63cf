"""Is a port free, and if not: who has it?"""

import errno
import os
import socket
from contextlib import suppress
from pathlib import Path

from samverk.project.embedded import HouseError
from samverk.project.embedded.processes import PROC, command_of

_LISTENING = "0A"  # TCP_LISTEN in /proc/net/tcp, see include/net/tcp_states.h


class PortInUseError(HouseError):
    """The port cannot be listened on."""


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Tell whether this process could listen on port now."""
    return _attempt(port, host) is None


def require_free_port(port: int, host: str = "127.0.0.1") -> None:
    """Raise PortInUseError, naming the program that has the port when /proc tells, unless port is free."""
    error = _attempt(port, host)
    if error is None:
        return
    advice = "Välj en annan port, till exempel SAMVERK_PORT=8080, och starta igen."
    if error.errno == errno.EACCES:
        why = f"Port {port} får bara öppnas av root."
    elif error.errno == errno.EADDRINUSE:
        why = f"Port {port} används redan av {_holder(port) or 'ett annat program'}."
        advice = f"Stoppa det, eller v{advice[1:]}"
    else:
        why = f"Port {port} på {host} går inte att öppna: {error.strerror or error}."
    raise PortInUseError(f"{why} Inget har startats och inget har ändrats. {advice}")


def _attempt(port: int, host: str) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the web server does: connections that linger from the last run do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OverflowError:
            return OSError(errno.EINVAL, "portnumret ska vara mellan 1 och 65535")
        except OSError as error:
            return error
    return None


def _holder(port: int) -> str:
    inodes = {inode for table in ("tcp", "tcp6") for inode in _listeners(PROC / "net" / table, port)}
    wanted = {f"socket:[{inode}]" for inode in inodes}
    for process in PROC.iterdir():
        if not process.name.isdecimal():
            continue
        with suppress(OSError):  # another user's process, or one that has just ended
            if any(_target(link) in wanted for link in (process / "fd").iterdir()):
                command = command_of(int(process.name)).split(" ")
                return f"{Path(command[0]).name or 'ett program'} (process {process.name})"
    return ""


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except OSError:
        return ""


def _listeners(table: Path, port: int) -> list[str]:
    if not table.is_file():
        return []
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    return [row[9] for row in rows if row[3] == _LISTENING and int(row[1].rpartition(":")[2], 16) == port]
