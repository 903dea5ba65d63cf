"""Create the database's files, completely or not at all."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from samverk.project.embedded import HouseError
from samverk.project.embedded.account import Account
from samverk.project.embedded.failures import explain
from samverk.project.embedded.files import append_private
from samverk.project.embedded.processes import command_of, end, processes_in

SUPERUSER = "postgres"
COMPLETE = "PG_VERSION"


class DatabaseNotCreatedError(HouseError):
    """The first start could not create the database's files; nothing of them is left."""


class OtherDatabaseVersionError(HouseError):
    """The files were made by another major version of PostgreSQL."""


def create_cluster(
    *,
    data: Path,
    postgres: Path,
    account: Account,
    password: str,
    env: dict[str, str],
    log: Path,
    sync: bool = True,
) -> None:
    """Create data with a superuser who has the password; remove what an interrupted attempt left behind.

    The files are made beside their place and moved there when complete, so data either exists whole or
    not at all, whenever the machine or a kill -9 strikes.

    Raises: DatabaseNotCreatedError.
    """
    remove_half_made(data)
    temporary = Path(tempfile.mkdtemp(prefix=f".{data.name}-new-", dir=data.parent))
    account.own(temporary)
    try:
        _initdb(temporary, postgres=postgres, account=account, password=password, env=env, log=log, sync=sync)
        _move_into_place(temporary, data)
    except OSError as error:
        raise DatabaseNotCreatedError(_not_created(data, f"{error.strerror or error}.")) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def remove_half_made(data: Path) -> None:
    """End and remove attempts to create data that were interrupted."""
    for left in data.parent.glob(f".{data.name}-new-*"):
        _end_everything_in(left)
        shutil.rmtree(left, ignore_errors=True)
    if data.is_dir() and not (data / COMPLETE).is_file() and not any(data.iterdir()):
        data.rmdir()


def require_same_version(data: Path, *, major: str) -> None:
    """Raise OtherDatabaseVersionError when data was made by another major version than the programs'."""
    found = (data / COMPLETE).read_text(encoding="ascii").strip()
    if found != major:
        raise OtherDatabaseVersionError(
            f"Databasen i {data} skapades av PostgreSQL {found}, men den här versionen av Samverk har "
            f"PostgreSQL {major}. Data är orörda. Kör den tidigare versionen av Samverk, säkerhetskopiera "
            f"med pg_dump och läs in kopian i den nya."
        )


def _initdb(
    temporary: Path,
    *,
    postgres: Path,
    account: Account,
    password: str,
    env: dict[str, str],
    log: Path,
    sync: bool,
) -> None:
    # The password goes through a pipe that the child may open by name: no file with it touches the disk.
    reading, writing = os.pipe()
    try:
        if not account.is_me:
            os.fchown(reading, account.uid, account.gid)
        with os.fdopen(writing, "w") as stream:
            stream.write(password + "\n")
        done = subprocess.run(
            [
                str(postgres.with_name("initdb")),
                f"--pgdata={temporary}",
                f"--username={SUPERUSER}",
                "--pwfile=/dev/stdin",
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                # Order and letter case by PostgreSQL itself: the same on every machine, whatever its locales.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                f"--locale={env['LC_ALL']}",
                *([] if sync else ["--no-sync"]),
            ],
            stdin=reading,
            capture_output=True,
            cwd=temporary.parent if account.is_me else "/",
            env=env,
            check=False,
            start_new_session=True,
            umask=0o077,
            **account.as_popen(),
        )
    finally:
        os.close(reading)
    output = (done.stdout + done.stderr).decode(errors="replace")
    with append_private(log) as stream:
        stream.write(output.encode())
    if done.returncode != 0:
        raise DatabaseNotCreatedError(_not_created(temporary, explain(output, log=log)))


def _move_into_place(temporary: Path, data: Path) -> None:
    if data.exists():
        raise FileExistsError(0, "där finns redan filer som inte är en databas")
    temporary.rename(data)
    folder = os.open(data.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _end_everything_in(folder: Path) -> None:
    # initdb outlives a kill -9 of its parent; so does the single-user server it runs.
    here = set(processes_in(folder))
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and str(folder) in command_of(int(entry.name)):
            here.add(int(entry.name))
    end([pid for pid in here if pid != os.getpid()], number=signal.SIGKILL, seconds=10)


def _not_created(data: Path, why: str) -> str:
    return f"Databasen kunde inte skapas i {data.parent}. Det som hann skapas har tagits bort. {why}"
