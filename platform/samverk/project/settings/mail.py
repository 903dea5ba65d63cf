"""Mail to people, through the operator's own server; without one the house sends none and says so where it would."""

from urllib.parse import unquote, urlsplit

from .env import MAIL_FROM, MAIL_URL

_url = urlsplit(MAIL_URL)
#: Is there a mail server.
SAMVERK_MAIL = bool(MAIL_URL)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_URL else 'dummy'}.EmailBackend"
EMAIL_HOST = _url.hostname or "localhost"
EMAIL_PORT = _url.port or (465 if _url.scheme == "smtps" else 25)
EMAIL_HOST_USER = unquote(_url.username or "")
EMAIL_HOST_PASSWORD = unquote(_url.password or "")
EMAIL_USE_SSL = _url.scheme == "smtps"
EMAIL_USE_TLS = _url.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = MAIL_FROM
