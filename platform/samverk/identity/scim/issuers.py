"""For which providers a directory may deliver people."""

from urllib.parse import urlsplit

from samverk.identity.models import list_issuer
from tenants.queries import active_schema


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


def check_list_issuer(issuer: str) -> str:
    """The same for a file, which may also come before there is any provider.

    Then the people stand under an issuer of their own, that no provider and no password opens; a later file with the
    provider chosen moves them there (`actions.move_to_provider`).

    Raises:
        BadIssuer: for anything else.
    """
    return issuer if issuer == list_issuer(active_schema()) else check_issuer(issuer)
