"""Log lines as JSON, each with the site it concerns."""

import json
import logging
from datetime import UTC, datetime

from tenants.connection import connection

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "site", "asctime", "request"}


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
        return json.dumps(line, ensure_ascii=False, default=str)
