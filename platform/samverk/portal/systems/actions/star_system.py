"""Put a system among one's own, or take it away."""

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import Desk, LineOfBusinessSystem

#: More stars than this are no help to anybody.
MOST = 30


def star_system(*, actor: Actor, user: User, system: LineOfBusinessSystem, starred: bool) -> Desk:
    """Called again it changes nothing; the newest star comes last.

    Args:
        actor: the person.
        user: whose stars.
        system: which.
        starred: put it there, or take it away.
    """
    with transaction.atomic():
        desk, _is_new = Desk.objects.select_for_update().get_or_create(user=user)
        kept = [pk for pk in desk.favourites if pk != system.pk]
        desk.favourites = [*kept, system.pk][-MOST:] if starred else kept
        desk.save(update_fields=["favourites"])
        record_audit(actor=actor, verb="portal.star_system", target=system, details={"starred": starred}, right="own")
    return desk
