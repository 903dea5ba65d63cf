"""Whose keys are trusted."""

from dataclasses import dataclass
from datetime import datetime

from shared_templates.catalogue.models import TrustedKey
from shared_templates.catalogue.queries import trusted_keys
from shared_templates.catalogue.signing import public_key
from shared_templates.packages.files import fingerprint
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A trusted key as people read it."""

    name: str
    tenant: Tenant
    fingerprint: str
    trusted_at: datetime


def own_key(schema_name: str) -> str:
    """The public key that a template here signs with, hexadecimal."""
    return public_key(schema_name)


def trusted_key(key: str) -> TrustedKey | None:
    """The trusted key with these hexadecimal digits, with its site."""
    return trusted_keys().filter(key=key).first()


def key_by_fingerprint(said: str) -> TrustedKey | None:
    """The trusted key with this fingerprint, however it is spaced."""
    wanted = "".join(said.split())
    return next((row for row in trusted_keys() if fingerprint(row.key).replace(" ", "") == wanted), None)


def known_keys() -> list[KnownKey]:
    """All of them, by name; one query."""
    return [KnownKey(row.name, row.tenant, fingerprint(row.key), row.trusted_at) for row in trusted_keys()]
