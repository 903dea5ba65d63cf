"""Who released a package: an Ed25519 signature over its hash (RFC 8032), with a key of this deployment and template.

The key is derived from the deployment's secret, so that there is none to keep or to lose; the public key travels with
the package, and whoever takes one from another deployment decides whether to trust it.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

#: So that the seal of a file is never the signature of a hash, nor the other way round.
_SEAL = b"samverk release file\n"


def _key(schema_name: str) -> Ed25519PrivateKey:
    derived = HKDF(SHA256(), 32, salt=None, info=f"samverk release {schema_name}".encode())
    return Ed25519PrivateKey.from_private_bytes(derived.derive(settings.SECRET_KEY.encode()))


def public_key(schema_name: str) -> str:
    """64 hexadecimal digits."""
    return _key(schema_name).public_key().public_bytes_raw().hex()


def sign(schema_name: str, content_hash: str) -> str:
    """128 hexadecimal digits."""
    return _key(schema_name).sign(content_hash.encode()).hex()


def seal(schema_name: str, payload: bytes) -> str:
    """128 hexadecimal digits: the same key over all bytes of a file, with a prefix no other signature of ours has."""
    return _key(schema_name).sign(_SEAL + payload).hex()


def is_sealed(public: str, payload: bytes, signature: str) -> bool:
    """Did the holder of this key seal exactly these bytes."""
    return _verifies(public, _SEAL + payload, signature)


def is_signed(public: str, content_hash: str, signature: str) -> bool:
    """Did the holder of this key sign this hash."""
    return _verifies(public, content_hash.encode(), signature)


def _verifies(public: str, message: bytes, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
