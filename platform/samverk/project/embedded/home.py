"""The house's home: the folder where data, secrets and logs lie (SAMVERK_HOME)."""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from samverk.project.embedded import HouseError
from samverk.project.embedded.files import create_private_file

DEFAULT_HOME = ".samverk"
LITTLE_DISK = 500 * 1024 * 1024
SECRET_BYTES = 48
# Root's home may be passed through (never listed): the servers run as a user of their own and lie inside.
OPEN_TO_PASS_THROUGH = 0o711
PRIVATE = 0o700


class HomeNotUsableError(HouseError):
    """The folder for data cannot be used; the text says why and what to do."""


def resolve_home(*, environ: Mapping[str, str] | None = None, cwd: Path | None = None) -> Path:
    """Return the absolute path that SAMVERK_HOME names; nothing is created.

    Args: environ (default: the process's), cwd that a relative path and the default start from.
    Raises: HomeNotUsableError for a path that cannot be one (a null byte, an unknown ~user).
    """
    named = (os.environ if environ is None else environ).get("SAMVERK_HOME", "").strip() or DEFAULT_HOME
    try:
        return Path(cwd or Path.cwd(), Path(named).expanduser()).resolve()
    except (ValueError, RuntimeError, OSError) as error:
        raise HomeNotUsableError(
            f"SAMVERK_HOME är satt till ”{named}”, men det går inte att läsa som en sökväg ({error}). "
            f"Inget har ändrats. Välj en annan mapp och starta igen."
        ) from error


def prepare_home(home: Path) -> Path:
    """Create the home with its log and secrets folders, readable by its owner only; return its real path.

    Idempotent. The mode of a folder that exists already is left alone, and so is that of its parents.
    Raises: HomeNotUsableError when it is no folder, cannot be created, or cannot be written in.
    """
    mode = OPEN_TO_PASS_THROUGH if os.geteuid() == 0 else PRIVATE
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        _make_folder(home, mode)
        real = home.resolve()
        for name in ("log", "secrets"):
            _make_folder(real / name, PRIVATE)
        _try_to_write(real)
    except OSError as error:
        raise HomeNotUsableError(
            f"Mappen {home} kan inte användas för Samverks data: {_reason(error)} Inget har ändrats. "
            f"Ge ditt konto rätt att skriva där, eller sätt SAMVERK_HOME till en annan mapp och starta igen."
        ) from error
    return real


def _make_folder(path: Path, mode: int) -> None:
    if path.is_dir():
        return
    path.mkdir()
    path.chmod(mode)  # not mkdir(mode=…): the umask may say otherwise


def _try_to_write(home: Path) -> None:
    # os.access answers for the mode only; a read-only or full file system shows when something is written.
    probe = home / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"samverk")
    finally:
        probe.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    match error:
        case FileExistsError() | NotADirectoryError():
            return "där finns redan en fil med det namnet."
        case PermissionError():
            return "ditt konto får inte skriva där."
        case _:
            return f"{error.strerror or error}."


def disk_warning(home: Path) -> str | None:
    """Return a sentence when less than 500 MB is free where home lies (or will lie), else None."""
    existing = home
    while not existing.exists():
        existing = existing.parent
    free = shutil.disk_usage(existing).free
    if free >= LITTLE_DISK:
        return None
    return (
        f"Det finns bara {free // (1024 * 1024)} MB ledigt på disken där {home} ligger. "
        f"Samverk behöver minst 500 MB. Frigör plats innan du fortsätter."
    )


def secret(home: Path, name: str) -> str:
    """Return the secret called name, created at random the first time and kept in home/secrets (0600).

    Safe against a kill and against two processes asking at once: the first complete file wins.
    Raises: HomeNotUsableError when it can be neither read nor written.
    """
    path = home / "secrets" / name
    try:
        path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if not path.exists():
            create_private_file(path, secrets.token_urlsafe(SECRET_BYTES))
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise HomeNotUsableError(
            f"Hemligheten {path} kan varken läsas eller skapas: {_reason(error)} Inget har gått förlorat. "
            f"Starta som samma användare som förra gången, eller rätta rättigheterna på filen."
        ) from error
