"""Open a file from another deployment: first whose it is, then what it says."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_templates.catalogue.models import TrustedKey
from shared_templates.packages.files import Sealed, from_file
from shared_templates.packages.parcel import Parcel, parcel_of
from shared_templates.packages.queries import trusted_key


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose seal is a trusted key's, and what it says; nothing of it is checked against the rules."""

    trusted: TrustedKey
    sealed: Sealed
    parcel: Parcel


def open_file(data: bytes) -> Opened:
    """What was sealed is not read before its key is known.

    Raises:
        ValidationError: for a file that is not whole, whose key nobody trusts, or that is no release.
    """
    sealed = from_file(data)
    trusted = trusted_key(sealed.key)
    if trusted is None:
        # Its fingerprint is not told here: it is to be heard from the sender, not copied from the file.
        raise ValidationError(_("Filen är signerad med en nyckel som driften inte litar på."))
    return Opened(trusted, sealed, parcel_of(sealed.payload))
