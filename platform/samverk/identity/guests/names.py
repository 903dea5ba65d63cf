"""A guest's name and address stand in the invitation too; they follow the person's row (LAW-24)."""

from samverk.identity.guests.models import GuestStay
from samverk.identity.models import User
from samverk.identity.protection.copies import knife_for, rewrite


def follow_name(*, user: User, before: str) -> None:
    """Write what the person is called now.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    address = user.email or f"{user.username}@invalid.invalid"
    GuestStay.objects.filter(user=user).update(name=user.display_name, email=address)
    knife = knife_for(user=user, before=before)
    rewrite(GuestStay.objects.order_by(), "purpose", knife=knife)
