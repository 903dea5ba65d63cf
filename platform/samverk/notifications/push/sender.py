"""Who we are to a push service (RFC 8292), and the one request that hands a message over (RFC 8030)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from samverk.notifications.addresses import sender_address
from samverk.notifications.push.encryption import b64, encrypt, point, unb64
from tenants.queries import active_schema, tenant_in

#: Number of points of P-256 (FIPS 186-5): a key is a number from 1 up to it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
TIME_LIMITS = (3.05, 5.0)
#: A message nobody has fetched after a day says nothing new: the inbox has it.
KEPT = timedelta(days=1)
TOKEN_LIVES = timedelta(hours=12)
GONE = {403, 404, 410}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a message.

    Attributes:
        taken: the push service has it.
        gone: the subscription is no more, or was made for another key; forget it.
    """

    taken: bool
    gone: bool


def is_push_service(endpoint: str) -> bool:
    """Is the address one of the push services of SAMVERK_PUSH_SERVICES: a browser may name any host, and we post to it.

    Names that begin with a dot stand for all hosts below them. https always, but for a host named with its scheme.
    """
    try:
        parts = urlsplit(endpoint)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.username or parts.password:
        return False
    for known in settings.SAMVERK_PUSH_SERVICES:
        if "://" in known:
            if f"{parts.scheme}://{host}" == known:
                return True
        elif parts.scheme == "https" and parts.port in {None, 443} and _fits(host, known):
            return True
    return False


def _fits(host: str, known: str) -> bool:
    return host.endswith(known) if known.startswith(".") else host == known


def site_key() -> ec.EllipticCurvePrivateKey:
    """The active site's own key, from the deployment's secret and the site's id: nothing to keep, nothing to leak.

    With a new deployment secret browsers subscribe anew the next time their page of choices is opened.
    """
    site = tenant_in(active_schema()).uuid
    kdf = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"samverk.notifications.push:" + site.bytes)
    # 128 bits more than the order, so that no key is likelier than another.
    number = int.from_bytes(kdf.derive(force_bytes(settings.SECRET_KEY)), "big") % (_ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def application_server_key() -> str:
    """The public half, as a browser wants it."""
    return b64(point(site_key().public_key()))


def send(*, endpoint: str, browser_key: str, auth_secret: str, payload: bytes, topic: str, now: datetime) -> Answer:
    """Hand one message over.

    Args:
        endpoint: of the subscription.
        browser_key: its `p256dh`.
        auth_secret: its `auth`.
        payload: what the service worker is told.
        topic: a message with the same one that still waits is replaced.
        now: the moment.
    """
    if not is_push_service(endpoint):
        return Answer(taken=False, gone=True)
    try:
        body = encrypt(payload, browser_key=unb64(browser_key), auth_secret=unb64(auth_secret))
    except ValueError:
        return Answer(taken=False, gone=True)
    try:
        answer = requests.post(
            endpoint, data=body, headers=_headers(endpoint, topic, now), timeout=TIME_LIMITS, allow_redirects=False
        )
    except requests.RequestException:
        return Answer(taken=False, gone=False)
    return Answer(taken=answer.status_code in {200, 201, 202}, gone=answer.status_code in GONE)


def _headers(endpoint: str, topic: str, now: datetime) -> dict[str, str]:
    parts = urlsplit(endpoint)
    key = site_key()
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + TOKEN_LIVES).timestamp()),
        "sub": f"mailto:{sender_address()}",
    }
    token = jwt.encode(claims, key, algorithm="ES256")
    return {
        "Authorization": f"vapid t={token}, k={b64(point(key.public_key()))}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT.total_seconds())),
        "Urgency": "normal",
        "Topic": topic,
    }
