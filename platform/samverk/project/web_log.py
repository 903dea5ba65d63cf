"""The web server's own log lines, without the secrets of one-time links."""

import logging
from typing import Any

from gunicorn.glogging import Logger

from tenants.logs import without_secrets


class _Cut(logging.Filter):
    """The server writes the whole address when a request fails in its hands."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = without_secrets(logging.Formatter().formatException(record.exc_info))
        return True


class WebLog(Logger):
    """As the server's own; who turns its access log on gets no link either, whatever its format."""

    def setup(self, cfg: Any) -> None:
        """Every line of both logs goes through the knife, whatever it is about."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            if not any(isinstance(each, _Cut) for each in log.filters):
                log.addFilter(_Cut())
