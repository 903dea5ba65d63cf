"""For which providers a directory may deliver people."""

from urllib.parse import urlsplit


class BadIssuer(Exception):
    """Not the address of a provider of sign-in."""


def check_issuer(issuer: str) -> str:
    """The issuer as written, without spaces around.

    Only an https address is taken. The issuer of the site's own password accounts (`urn:samverk:local:…`) is not
    one, so no token and no list can ever reach or take over a local account, break-glass included.

    Raises:
        BadIssuer: for anything else.
    """
    issuer = issuer.strip()
    parts = urlsplit(issuer)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or len(issuer) > 255:
        raise BadIssuer(issuer)
    if parts.username is not None or any(sign.isspace() for sign in issuer):
        raise BadIssuer(issuer)
    return issuer
