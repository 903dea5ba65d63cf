"""Client secrets at rest: AES-256-GCM under a key derived from the deployment's secret, bound to their provider."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

VERSION = "v1:"


class CannotUnseal(Exception):
    """The deployment's secret has changed, or the text was moved from another provider: enter the secret anew."""


def _cipher(secret: str | bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"samverk.oidc.client-secret").derive(
        force_bytes(secret)
    )
    return AESGCM(derived)


def seal(text: str, *, bound_to: str) -> str:
    """Encrypt; opens only with the same `bound_to`. Empty stays empty: a public client has no secret."""
    if not text:
        return ""
    nonce = os.urandom(12)
    sealed = nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), bound_to.encode())
    return VERSION + base64.urlsafe_b64encode(sealed).decode()


def unseal(text: str, *, bound_to: str) -> str:
    """The secret again; also under a former deployment secret (SECRET_KEY_FALLBACKS).

    Raises:
        CannotUnseal: when no key fits.
    """
    if not text:
        return ""
    raw = base64.urlsafe_b64decode(text.removeprefix(VERSION))
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret).decrypt(raw[:12], raw[12:], bound_to.encode()).decode()
        except InvalidTag:
            continue
    raise CannotUnseal("The client secret was sealed under another deployment secret")
