"""Letters: through the server of SAMVERK_SMTP_URL, or laid as files in the home where nobody has named one."""

from urllib.parse import parse_qs, unquote, urlsplit

from .env import MAIL_FROM, SAMVERK_HOME, SMTP_URL

_server = urlsplit(SMTP_URL)
_options = parse_qs(_server.query)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if SMTP_URL else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(SAMVERK_HOME / "mail")
EMAIL_HOST = _server.hostname or "localhost"
EMAIL_PORT = _server.port or 25
EMAIL_HOST_USER = unquote(_server.username or "")
EMAIL_HOST_PASSWORD = unquote(_server.password or "")
EMAIL_USE_TLS = _options.get("tls") == ["1"]
EMAIL_USE_SSL = _options.get("ssl") == ["1"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = MAIL_FROM or f"samverk@{_server.hostname or 'localhost'}"
