"""The certificate that a site is erased: what was removed, where was looked, signed with the deployment's key."""

import json
from typing import Any

from django.core.signing import Signer

SALT = "samverk.tenants.certificate-of-erasure"


def sign(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with their signature (HMAC over their canonical JSON)."""
    return {**facts, "signature": Signer(salt=SALT).signature(_canonical(facts))}


def is_genuine(certificate: dict[str, Any]) -> bool:
    """Was it signed here, and is it unchanged?"""
    facts = {name: value for name, value in certificate.items() if name != "signature"}
    return certificate == sign(facts)


def _canonical(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
