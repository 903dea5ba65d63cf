"""Files from another deployment: made here under another secret, and unmade but for the files."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.test import override_settings

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.catalogue.models import Release, TrustedKey
from shared_templates.catalogue.signing import public_key, seal
from shared_templates.packages.actions.hand_out_release import hand_out_release
from shared_templates.packages.actions.trust_key import trust_key
from shared_templates.packages.files import Sealed, as_file, fingerprint, from_file
from tenants.models import Tenant
from tenants.site_context import site

THEIRS = "another deployment's secret, as long as one must be"


class Unmade(Exception):
    """Takes back what was made to be handed out."""


def from_elsewhere(mall: Tenant, make: Callable[[], Iterable[Release]]) -> list[bytes]:
    """The files of what `make` releases on a template like this one, in a deployment with another secret.

    Nothing of it is left here but the files: as if it had been made on another machine.
    """
    files: list[bytes] = []
    try:
        with override_settings(SECRET_KEY=THEIRS), transaction.atomic(), site(mall):
            files += [hand_out_release(actor=HOUSE, release=one) for one in make()]
            raise Unmade
    except Unmade:
        return files


def resealed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The file with its payload changed and sealed again by the same key: what only its holder could do."""
    payload = change(from_file(data).payload)
    with override_settings(SECRET_KEY=THEIRS):
        return as_file(Sealed(public_key("mall"), seal("mall", payload), payload))


def trust(data: bytes, mall: Tenant, **facts: Any) -> TrustedKey:
    """As the operator would, after hearing the fingerprint."""
    key = from_file(data).key
    said = {"said": fingerprint(key), "name": "Demolänets mallkommun", "tenant": mall, **facts}
    return trust_key(actor=HOUSE, key=key, now=clock.now(), **said)
