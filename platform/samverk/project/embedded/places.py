"""Where a server's data and socket lie: in the home, or elsewhere when that is out of reach or too long."""

import hashlib
import os
import re
import signal
import socket
import stat
import tempfile
import time
from pathlib import Path

from samverk.project.embedded import HouseError
from samverk.project.embedded.account import Account
from samverk.project.embedded.binaries import SYSTEM_FOLDER, make_system_folder
from samverk.project.embedded.processes import end, processes_in

# sockaddr_un holds 108 bytes with the closing zero; the longest name in the folder is ".s.PGSQL.5432.lock".
SOCKET_FOLDER_LIMIT = 107 - len("/.s.PGSQL.5432.lock")
# The path is written into URLs, libpq's list of folders and configuration: only what needs no quoting.
_PLAIN_PATH = re.compile(r"[A-Za-z0-9._/-]+")


class NoPlaceForDataError(HouseError):
    """The server's data folder can be neither used nor created."""


class NoPlaceForSocketError(HouseError):
    """No folder was found in which a private socket can be made."""


def key_of(home: Path) -> str:
    """Return a short name for a home, the same every time."""
    return hashlib.sha256(os.fsencode(os.path.realpath(home))).hexdigest()[:12]


def data_folder(home: Path, name: str, account: Account) -> Path:
    """Return the real path of the server's data folder (not created), with its parent ready.

    In the home – except when root starts the server and its user cannot pass the home or a folder above
    (0700): then below /var/lib/samverk/data, with a link in the home.

    Raises: NoPlaceForDataError.
    """
    wanted = home / name
    if wanted.is_symlink():
        return _follow(wanted)
    if account.is_me or account.can("-x", home):
        return wanted
    if wanted.exists():
        raise NoPlaceForDataError(
            f"Data ligger i {wanted}, men användaren {account.name} kommer inte längre åt mappen. Data är "
            f"orörda. Ge den rätt att passera mapparna ovanför (chmod o+x), eller flytta SAMVERK_HOME."
        )
    try:
        elsewhere = SYSTEM_FOLDER / "data" / key_of(home) / name
        make_system_folder(elsewhere.parent)
        (elsewhere.parent / "belongs-to").write_text(f"{home}\n", encoding="utf-8")
        if elsewhere.exists():
            # Its home was removed (the link is gone, and with it the passwords): not ours to delete.
            end(list(processes_in(elsewhere)), number=signal.SIGKILL, seconds=10)
            elsewhere.rename(elsewhere.with_name(f"{name}.abandoned-{int(time.time())}"))
        wanted.symlink_to(elsewhere)
    except OSError as error:
        raise NoPlaceForDataError(_no_place(wanted, error)) from error
    return elsewhere


def _follow(link: Path) -> Path:
    target = link.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoPlaceForDataError(_no_place(target, error)) from error
    return target


def _no_place(path: Path, error: OSError) -> str:
    return (
        f"Datamappen {path} kan inte användas: {error.strerror or error}. Inget har ändrats. "
        f"Sätt SAMVERK_HOME till en mapp som går att skriva i, till exempel /srv/samverk, och starta igen."
    )


def socket_folder(home: Path, name: str, account: Account) -> Path:
    """Return a private folder (0700, owned by account) short enough for a Unix socket, created if missing.

    In the home when its path is short, plain and reachable and its file system has sockets, else in the
    system's folder for temporary files under a name that follows from the home.

    Raises: NoPlaceForSocketError.
    """
    inside = home / "run" / name
    if _fits(inside) and (account.is_me or account.can("-x", home)):
        try:
            (home / "run").mkdir(exist_ok=True)
            if not account.is_me:
                (home / "run").chmod(0o711)
            _make_private(inside, account)
            _try_socket(inside)
        except (OSError, NoPlaceForSocketError):
            pass
        else:
            return inside
    outside = Path(tempfile.gettempdir()) / f"samverk-{key_of(home)}-{name}"
    try:
        if not _fits(outside):
            outside = Path("/tmp") / outside.name  # nosec B108 - a private folder is made below it
        _make_private(outside, account)
        _try_socket(outside)
    except OSError as error:
        raise NoPlaceForSocketError(_no_socket(outside, error.strerror or str(error))) from error
    return outside


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= SOCKET_FOLDER_LIMIT and _PLAIN_PATH.fullmatch(str(path)) is not None


def _make_private(path: Path, account: Account) -> None:
    if not os.path.lexists(path):
        path.mkdir(mode=0o700)
        account.own(path)
    found = path.lstat()
    # Anybody can make a folder with this name in /tmp: one that is not ours, or a link, is refused.
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {account.uid, os.geteuid()}:
        raise NoPlaceForSocketError(_no_socket(path, "den tillhör någon annan"))
    account.own(path)
    path.chmod(0o700)


def _try_socket(folder: Path) -> None:
    probe = folder / f"probe-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        try:
            server.bind(str(probe))
        finally:
            probe.unlink(missing_ok=True)


def _no_socket(path: Path, why: str) -> str:
    return (
        f"Samverk behöver en egen mapp för att prata med databasen, men {path} går inte att använda: {why}. "
        f"Inget har gått förlorat. Ta bort mappen, eller sätt SAMVERK_HOME till en kort sökväg som "
        f"/srv/samverk, och starta igen."
    )
