"""Keep how a session can be recognised by the person it belongs to."""

from datetime import datetime

from samverk.identity.devices.models import SignedIn
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor


def note_sign_in(*, actor: Actor, user: User, session_key: str, device: str, how: str, now: datetime) -> SignedIn:
    """Remember the session; a part of starting one, which writes the log.

    Args:
        actor: the person, with address.
        user: the person.
        session_key: of the session that begins.
        device: browser in words.
        how: password, handoff …
        now: the moment.
    """
    made, _created = SignedIn.objects.update_or_create(
        session_key=session_key,
        defaults={"user": user, "device": device[:80], "address": actor.address, "how": how[:80], "began_at": now},
    )
    return made
