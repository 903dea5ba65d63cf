"""Links that open something once: what is stored of them."""

from hashlib import sha256

from tenants.queries import active_schema


def link_digest(token: str) -> str:
    """What is stored of a link; the site is in it, so a link of a cloned site opens nothing here."""
    return sha256(f"{active_schema()}:{token}".encode()).hexdigest()
