"""Mail out. Without a server it lies as files in the home, where the demo's visitor can read it."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from .env import MAIL_FROM, MAIL_URL, PUBLIC_PORT, SAMVERK_HOME

_server = urlsplit(MAIL_URL)
if MAIL_URL and (_server.scheme not in {"smtp", "smtp+tls", "smtps"} or not _server.hostname):
    raise ImproperlyConfigured(
        "SAMVERK_MAIL_URL går inte att läsa. Den ska se ut så här: smtp+tls://användare:lösenord@server:587."
    )
EMAIL_BACKEND = "samverk.project.outgoing.EmailBackend"
SAMVERK_MAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_URL else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = SAMVERK_HOME / "mail"
EMAIL_HOST = _server.hostname or ""
EMAIL_PORT = _server.port or {"smtps": 465, "smtp+tls": 587}.get(_server.scheme, 25)
EMAIL_HOST_USER = unquote(_server.username or "")
EMAIL_HOST_PASSWORD = unquote(_server.password or "")
EMAIL_USE_TLS = _server.scheme == "smtp+tls"
EMAIL_USE_SSL = _server.scheme == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = MAIL_FROM
SAMVERK_PUBLIC_PORT = PUBLIC_PORT
# Hosts of the browsers' push services that messages may be handed to; a name that begins with a dot stands for all
# below it. A browser names its own address, so only these are ever posted to.
SAMVERK_PUSH_SERVICES = [
    "fcm.googleapis.com",
    ".push.services.mozilla.com",
    ".notify.windows.com",
    "web.push.apple.com",
    ".push.apple.com",
]
