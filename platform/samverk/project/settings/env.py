"""The one module that reads the environment."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def _flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    return value in {"1", "true", "yes", "on", "ja"}


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Start through the `samverk` command, which starts an embedded server "
            f"and sets it, or give the address of a real one."
        )
    return value


DATABASE_URL = _required("DATABASE_URL")
REDIS_URL = _required("REDIS_URL")
CACHE_URL = os.environ.get("SAMVERK_CACHE_URL", "") or REDIS_URL
SECRET_KEY = _required("SAMVERK_SECRET_KEY")
SAMVERK_HOME = Path(os.environ.get("SAMVERK_HOME") or ".samverk").resolve()
#: Where log lines go: empty is stderr, a name is a file in the home's log folder.
LOG_NAME = os.environ.get("SAMVERK_LOG", "")
SAMVERK_HTTPS = _flag("SAMVERK_HTTPS", False)
# How many proxies of ours stand between a browser and the web server.
SAMVERK_PROXIES = int(os.environ.get("SAMVERK_PROXIES") or 0)
SAMVERK_DEMO = _flag("SAMVERK_DEMO", False)
SAMVERK_BENCH = _flag("SAMVERK_BENCH", False)
#: The port browsers use, for letters, where it is not the scheme's own.
PUBLIC_PORT = os.environ.get("SAMVERK_PUBLIC_PORT", "")
# Where mail goes out: smtp://, smtp+tls:// or smtps://; empty keeps it as files in the home.
MAIL_URL = os.environ.get("SAMVERK_MAIL_URL", "")
MAIL_FROM = os.environ.get("SAMVERK_MAIL_FROM", "") or "samverk@localhost"
DEBUG = _flag("SAMVERK_DEBUG", False)
