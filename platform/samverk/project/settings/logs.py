"""One line of JSON per event on stderr, each with its site."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"site": {"()": "tenants.logs.SiteFilter"}},
    "formatters": {"json": {"()": "tenants.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["site"], "formatter": "json"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "samverk": {"level": "INFO"},
        "tenants": {"level": "INFO"},
        "django.security.DisallowedHost": {"level": "ERROR"},
    },
}
