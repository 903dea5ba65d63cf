"""Log lines as JSON, each with the site it concerns."""

import json
import logging
import re
from datetime import UTC, datetime

from samverk.kernel.registries import secret_paths
from tenants.connection import connection

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "site", "asctime", "request"}


#: Values in queries that let somebody in: of a handoff between sites, and of a provider's answer.
_QUERY = re.compile(
    r"((?<![\w-])(?:token|biljett|code|state|sid|webblasare|id_token|id_token_hint|logout_token|session_state)=)[^&#\s\"'\\]+"
)


def without_secrets(text: str) -> str:
    """The text with links that open something cut where the secret begins: who reads a log must not get in by it.

    What begins a path with a secret is declared in `kernel.registries.secret_paths` by the room that serves it.
    """
    for start in secret_paths.values():
        if start in text:
            text = re.sub(rf"({re.escape(start)})[^?#\s\"'\\]+", r"\1…", text)
    return _QUERY.sub(r"\1…", text)


class QuietRefusalFilter(logging.Filter):
    """A request that only a scanner sends is refused; a warning says so, without a trace of our own code."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class SiteFilter(logging.Filter):
    """Adds the active site's schema name to every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.site = getattr(connection, "schema_name", None) or "-"
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "site": getattr(record, "site", "-"),
            "message": record.getMessage(),
        }
        line.update({key: value for key, value in vars(record).items() if key not in _STANDARD})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return without_secrets(json.dumps(line, ensure_ascii=False, default=str))
