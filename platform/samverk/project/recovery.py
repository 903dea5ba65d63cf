"""Which copies of the embedded database there are; read from the folder's names, so that a page can ask."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from samverk.kernel.recovering import Copies
from samverk.project.embedded.backup import STAMP
from samverk.project.embedded.places import key_of

#: Letters and figures in the name of a piece of the log.
SEGMENT = 24


def copies() -> Copies:
    """What there is now; for a database server of the operator's own, that it is not ours to tell."""
    home, days = Path(settings.SAMVERK_HOME), int(settings.SAMVERK_KEEP_BACKUPS_DAYS)
    if not _is_embedded(home, str(settings.DATABASES["default"].get("HOST", ""))):
        return Copies(ours=False)
    try:
        return Copies(ours=True, finished=_finished(home), log_until=_log_until(home), days=days)
    except PermissionError:
        return Copies(ours=True, readable=False, days=days)


def _is_embedded(home: Path, host: str) -> bool:
    """Is the database this home's own? Its socket lies in the home, or under a name that follows from it."""
    return Path(host) == home / "run" / "postgres" or Path(host).name == f"samverk-{key_of(home)}-postgres"


def _finished(home: Path) -> tuple[datetime, ...]:
    folder = home / "backup" / "base"
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    # A copy gets its name when it is whole; until then it begins with a dot.
    return tuple(datetime.strptime(name, STAMP).replace(tzinfo=UTC) for name in names if not name.startswith("."))


def _log_until(home: Path) -> datetime | None:
    folder = home / "backup" / "log"
    if not folder.is_dir():
        return None
    newest = max((path for path in folder.iterdir() if len(path.name.partition(".")[0]) == SEGMENT), default=None)
    return datetime.fromtimestamp(newest.stat().st_mtime, UTC) if newest else None
