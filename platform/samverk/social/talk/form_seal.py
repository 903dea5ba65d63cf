"""Whose form it is: so that what somebody typed is theirs again after a new sign-in, and nobody else can put words
in their drafts."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from samverk.identity.models import User
from samverk.kernel.subjects import Ref
from tenants.queries import active_schema

#: A form that lay open longer is of no session any more.
OLDEST = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal says."""

    user: str
    ref: Ref
    form: UUID


def _signer() -> signing.TimestampSigner:
    # With the site: a form of the next municipality opens nothing here.
    return signing.TimestampSigner(salt=f"samverk.social.form:{active_schema()}")


def seal(*, user: User, ref: Ref, form: UUID) -> str:
    """The seal of a form that is given out now."""
    return _signer().sign_object([str(user.uuid), ref.kind, ref.key, str(form)])


def broken(sealed: str) -> Sealed | None:
    """What the seal says, or None when it is not ours, of another site, or too old."""
    try:
        user, kind, key, form = _signer().unsign_object(sealed, max_age=OLDEST)
    except (signing.BadSignature, ValueError):
        return None
    return Sealed(user=user, ref=Ref(kind, key), form=UUID(form))
