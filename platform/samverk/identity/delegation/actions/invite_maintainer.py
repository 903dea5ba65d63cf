"""Ask somebody of another site to administer this one for a while (TN-10)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.delegation.code import code_digest, new_code
from samverk.identity.delegation.models import Invitation
from samverk.identity.rights.refusal import Refusal
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import Tenant
from tenants.queries import active_schema

ANSWERED_WITHIN = timedelta(days=14)
LONGEST = timedelta(days=366)
RIGHT = "identity.administer_site"


def invite_maintainer(
    *, actor: Actor, home: Tenant, note: str, reason: str, valid_to: date, now: datetime
) -> tuple[Invitation, str]:
    """Make the invitation; the second value is the code, which is not kept and can never be shown again.

    The site cannot see the other's people: whoever is meant gets the code from a maintainer here, by phone or letter.

    Args:
        actor: one of the site's own maintainers.
        home: where the person works.
        note: whom is meant, for the maintainers here.
        reason: why; shown to whoever has the code.
        valid_to: last day of the delegation.
        now: the moment.

    Raises:
        Refusal: for a last day that has passed or is more than a year away, and for this site itself.
    """
    today = timezone.localdate(now)
    if not today <= valid_to <= today + LONGEST:
        raise Refusal(_("Den sista dagen ska ligga mellan i dag och ett år framåt."))
    if home.schema_name == active_schema():
        raise Refusal(_("Den som arbetar här behöver ingen inbjudan: lägg personen i gruppen Systemförvaltare."))
    code = new_code()
    with transaction.atomic():
        made = Invitation.objects.create(
            code_hash=code_digest(code),
            target_schema=active_schema(),
            home_schema=home.schema_name,
            note=note.strip(),
            reason=reason.strip(),
            valid_to=valid_to,
            invited_by=actor.name,
            created_at=now,
            expires_at=now + ANSWERED_WITHIN,
        )
        record_audit(
            actor=actor,
            verb="delegation.invite_maintainer",
            target=made,
            label=note.strip(),
            details={"home": home.slug, "reason": made.reason, "valid_to": valid_to.isoformat()},
            right=RIGHT,
        )
    return made, code


def withdraw_invitation(*, actor: Actor, invitation: Invitation, now: datetime) -> None:
    """Take it back, or say no to whoever answered it.

    Args:
        actor: one of the site's own maintainers.
        invitation: of this site.
        now: the moment.
    """
    with transaction.atomic():
        invitation.settled_at = now
        invitation.save(update_fields=["settled_at"])
        _forget_answer(invitation)
        record_audit(
            actor=actor, verb="delegation.withdraw_invitation", target=invitation, label=invitation.note, right=RIGHT
        )


def _forget_answer(invitation: Invitation) -> None:
    answer = getattr(invitation, "answer", None)
    if answer is not None:
        answer.delete()
