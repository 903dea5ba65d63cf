"""Which user the servers run as: ourselves, or, started by root, a user who owns nothing else."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from samverk.project.embedded import HouseError

DEFAULT_USER = "samverk-db"
FALLBACK_USERS = ("postgres", "nobody")


class NoAccountForServersError(HouseError):
    """Root may not run the servers itself and there is no other user to hand them to."""


class PopenAccount(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """A user that a server runs as."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    def as_popen(self) -> PopenAccount:
        """Arguments to subprocess that make the child this user, with no group but its own."""
        return {} if self.is_me else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, test: str, path: Path) -> bool:
        """Ask the kernel, as this user, one question of test(1) about path ("-x", "-r", "-w")."""
        done = subprocess.run(
            ["/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path)],
            cwd="/",
            check=False,
            **self.as_popen(),
        )
        return done.returncode == 0

    def own(self, path: Path) -> None:
        """Hand path over to this user (only root needs to)."""
        if not self.is_me:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_account(
    *,
    data: Path,
    preferred: str = DEFAULT_USER,
    on_progress: Callable[[str], None] = lambda text: None,
) -> Account:
    """Return the user that the server with this data folder runs as.

    An ordinary user runs it. Root hands it to whoever owns the data already, else to the preferred
    system user, created when missing, else to one of the machine's own unprivileged users (and says so).

    Raises: NoAccountForServersError.
    """
    if os.geteuid() != 0:
        return _account(pwd.getpwuid(os.geteuid())) if _has_name(os.geteuid()) else _nameless()
    if data.is_dir() and (owner := data.stat().st_uid) != 0 and _has_name(owner):
        return _account(pwd.getpwuid(owner))
    found = _find(preferred) or _create(preferred)
    if found:
        return found
    for name in FALLBACK_USERS:
        if other := _find(name):
            on_progress(f"Användaren {preferred} kunde inte skapas. Databasen körs som {name} i stället.")
            return other
    raise NoAccountForServersError(
        f"Databasen får inte köras som root, och användaren {preferred} kunde inte skapas på den här "
        f"datorn. Inget har ändrats. Skapa den själv (useradd --system {preferred}), eller starta Samverk "
        f"som en vanlig användare, eller ange en egen databas i DATABASE_URL."
    )


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _nameless() -> Account:
    # A container started with --user 1234 has no line in passwd; initdb gets its user's name from us anyway.
    return Account(name=str(os.geteuid()), uid=os.geteuid(), gid=os.getegid())


def _find(name: str) -> Account | None:
    try:
        return _account(pwd.getpwnam(name))
    except KeyError:
        return None


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _create(name: str) -> Account | None:
    commands = (
        [
            "useradd",
            "--system",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/usr/sbin/nologin",
            "--user-group",
            name,
        ],
        ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", name],  # busybox
    )
    for command in commands:
        if shutil.which(command[0]) is None:
            continue
        subprocess.run(command, check=False, capture_output=True)
        if found := _find(name):
            return found
    return None
