"""One line of JSON per event, each with its site: on stderr, or in a file while a command talks with a person."""

from .env import LOG_NAME, SAMVERK_HOME

_TO_STDERR = {"class": "logging.StreamHandler"}
_TO_FILE = {
    "class": "logging.FileHandler",
    "filename": str(SAMVERK_HOME / "log" / f"{LOG_NAME}.log"),
    "encoding": "utf-8",
    "delay": True,
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"site": {"()": "tenants.logs.SiteFilter"}, "quiet": {"()": "tenants.logs.QuietRefusalFilter"}},
    "formatters": {"json": {"()": "tenants.logs.JsonFormatter"}},
    "handlers": {
        "log": {**(_TO_FILE if LOG_NAME else _TO_STDERR), "filters": ["site"], "formatter": "json"},
    },
    "root": {"handlers": ["log"], "level": "WARNING"},
    "loggers": {
        "samverk": {"level": "INFO"},
        "tenants": {"level": "INFO"},
        "django.security.DisallowedHost": {"level": "ERROR"},
        "django.security.SuspiciousOperation": {"filters": ["quiet"]},
    },
}
