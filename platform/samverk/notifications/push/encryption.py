"""Message encryption for web push (RFC 8291 over RFC 8188): only the browser that subscribed can read it."""

import base64
import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096
#: What a push service must take is 4096 octets of body; the header is 86 of them, the tag and the delimiter 17.
LONGEST = RECORD - 86 - 17
_LAST_RECORD = b"\x02"


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The same back.

    Raises:
        ValueError: when it is none.
    """
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as 65 octets."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encrypt(
    plain: bytes,
    *,
    browser_key: bytes,
    auth_secret: bytes,
    salt: bytes | None = None,
    private: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of a push message, one record.

    Args:
        plain: at most LONGEST octets.
        browser_key: `p256dh` of the subscription, 65 octets.
        auth_secret: `auth` of the subscription, 16 octets.
        salt: 16 octets; random where nothing is given, as always but in a test of the standard's own example.
        private: our key for this message; the same.

    Raises:
        ValueError: when the browser's key is no point of the curve, or the text is too long.
    """
    if len(plain) > LONGEST:
        raise ValueError("The message is too long")
    salt = salt or os.urandom(16)
    private = private or ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser_key)
    ours = point(private.public_key())
    shared = private.exchange(ec.ECDH(), theirs)
    secret = _derive(shared, salt=auth_secret, info=b"WebPush: info\x00" + browser_key + ours, length=32)
    key = _derive(secret, salt=salt, info=b"Content-Encoding: aes128gcm\x00", length=16)
    nonce = _derive(secret, salt=salt, info=b"Content-Encoding: nonce\x00", length=12)
    header = salt + RECORD.to_bytes(4, "big") + len(ours).to_bytes(1, "big") + ours
    return header + AESGCM(key).encrypt(nonce, plain + _LAST_RECORD, None)


def _derive(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
