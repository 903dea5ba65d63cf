"""The form of a release as a file: a line that is the seal, a line that is what it seals, both canonical JSON.

The seal is read before the rest, so that nothing is parsed that a trusted key has not signed.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from shared_templates.catalogue.models import Release
from shared_templates.catalogue.signing import is_sealed
from shared_templates.content.hashing import canonical

FORMAT = "samverk-release-file 1"
#: Bytes. Five hundred items of 5 kB are 2.5 MB.
MOST = 32 * 1024 * 1024
_LONGEST_SEAL = 400
_HEX = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a file holds: the payload's bytes, whose key sealed them, and the seal."""

    key: str
    seal: str
    payload: bytes


def as_file(sealed: Sealed) -> bytes:
    """The whole file; the same bytes for the same release.

    Raises:
        ValidationError: for more bytes than any deployment takes.
    """
    data = _seal_line(sealed.key, sealed.seal) + b"\n" + sealed.payload + b"\n"
    _refuse_too_large(len(data))
    return data


def from_file(data: bytes) -> Sealed:
    """What `as_file` wrote. That the key is trusted is for the caller to ask.

    Raises:
        ValidationError: for anything else, also where a single bit is another.
    """
    _refuse_too_large(len(data))
    line, _newline, rest = data.partition(b"\n")
    told = _told(line) if len(line) <= _LONGEST_SEAL else {}
    form = str(told.get("format", ""))
    if form != FORMAT:
        if form.startswith("samverk-release-file "):
            raise ValidationError(_("Filen är gjord med en nyare version av Samverk. Uppgradera den här först."))
        raise ValidationError(_("Filen är inget släpp från en mallkommun."))
    key, seal = str(told.get("key")), str(told.get("seal"))
    sealed = Sealed(key, seal, rest[:-1])
    if not (_HEX.fullmatch(key) and _HEX.fullmatch(seal) and _seal_line(key, seal) == line and rest[-1:] == b"\n"):
        raise ValidationError(_("Filen är skadad eller ändrad. Hämta den igen."))
    if not is_sealed(sealed.key, sealed.payload, sealed.seal):
        raise ValidationError(_("Signaturen stämmer inte: filen är skadad eller ändrad. Hämta den igen."))
    return sealed


def fingerprint(key: str) -> str:
    """Forty digits in groups of five, to be read aloud over the telephone: 132 bits of the key's SHA-256."""
    digits = f"{int.from_bytes(sha256(bytes.fromhex(key)).digest()) % 10**40:040}"
    return " ".join(digits[start : start + 5] for start in range(0, 40, 5))


def file_name(release: Release) -> str:
    """`processer-1.2.0-3fa4c02b.slapp`: two packages whose names look alike have names of their own."""
    return f"{slugify(release.name) or 'slapp'}-{release.version}-{release.content_hash[:8]}.slapp"


def _seal_line(key: str, seal: str) -> bytes:
    return canonical({"format": FORMAT, "key": key, "seal": seal})


def _told(line: bytes) -> dict[str, object]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _refuse_too_large(size: int) -> None:
    if size > MOST:
        raise ValidationError(_("Filen är för stor: högst %(most)s MB tas emot.") % {"most": MOST // 1024 // 1024})
