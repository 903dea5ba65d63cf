"""Say yes, at home, to administering another site."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.delegation.models import Answer, Invitation
from samverk.identity.delegation.queries import BadCode, find_invitation
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema


def answer_invitation(*, actor: Actor, user: User, code: str, now: datetime) -> Invitation:
    """Tell the inviting site who this is; it decides then, and until that the answer gives nothing.

    Args:
        actor: the person, signed in at home.
        user: the same.
        code: from the invitation.
        now: the moment.

    Raises:
        BadCode: as `find_invitation`.
    """
    with transaction.atomic():
        invitation = find_invitation(code=code, now=now)
        _answer, made = Answer.objects.get_or_create(
            invitation=invitation,
            defaults={
                "home_schema": active_schema(),
                "target_schema": invitation.target_schema,
                "issuer": user.issuer,
                "subject": user.subject,
                "display_name": user.display_name,
                "title": "" if user.is_protected else user.title,
                "language": user.language,
                "answered_at": now,
            },
        )
        if not made:
            raise BadCode(_("Koden gäller inte. Kontrollera den, eller be den som bjöd in dig om en ny."))
        record_audit(
            actor=actor,
            verb="delegation.answer_invitation",
            target=user,
            details={"to": invitation.target_schema},
            right="own",
        )
    return invitation
