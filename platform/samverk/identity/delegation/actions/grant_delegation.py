"""Let somebody who answered administer this site until a day."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.delegation.here.models import Delegation
from samverk.identity.delegation.models import Answer, Invitation
from samverk.identity.delegation.queries import tenant_of_schema
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.models import Capacity, User
from samverk.identity.rights.refusal import Refusal
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import Tenant

RIGHT = "identity.administer_site"


def grant_delegation(*, actor: Actor, invitation: Invitation, now: datetime) -> Delegation:
    """The person becomes a person here, acting for their home, and may administer from their next sign-in.

    Proof from both: the home site has told who answered the code, and a maintainer here has looked at the name.

    Args:
        actor: one of the site's own maintainers.
        invitation: of this site, answered.
        now: the moment.

    Raises:
        Refusal: when nobody has answered, the last day has passed, or the person's account here was closed.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        answer = Answer.objects.filter(invitation=invitation).first()
        home = tenant_of_schema(invitation.home_schema)
        if answer is None or home is None or not invitation.is_open(now) or invitation.valid_to < today:
            raise Refusal(_("Inbjudan gäller inte längre. Bjud in på nytt."))
        user, brought_here = _person(answer, home)
        Delegation.objects.filter(user=user, ended_at=None).update(ended_at=now, ended_by=actor.name)
        made = Delegation.objects.create(
            user=user,
            home_slug=home.slug,
            home_name=home.official_name,
            reason=invitation.reason,
            valid_from=today,
            valid_to=invitation.valid_to,
            granted_by=actor.name,
            granted_at=now,
            brought_here=brought_here,
        )
        if brought_here:
            enter_in_directory(actor=actor, user=user, valid_from=today, valid_to=invitation.valid_to)
        invitation.settled_at = now
        invitation.save(update_fields=["settled_at"])
        answer.delete()
        record_audit(
            actor=actor,
            verb="delegation.grant_delegation",
            target=user,
            details={"home": home.slug, "reason": made.reason, "valid_to": made.valid_to.isoformat()},
            right=RIGHT,
        )
    return made


def _person(answer: Answer, home: Tenant) -> tuple[User, bool]:
    """The person here, and whether their membership comes with the delegation."""
    user = User.objects.filter(issuer=answer.issuer, subject=answer.subject).first()
    brought = user is not None and Delegation.objects.filter(user=user, brought_here=True).exists()
    if user is not None and not brought:
        if not user.is_active:
            raise Refusal(_("Personen har ett konto här som är stängt. Öppna det först under Personer."))
        return user, False
    user = user or User(issuer=answer.issuer, subject=answer.subject, capacity=Capacity.SUPPLIER)
    if not user.pk:
        user.username = f"uppdrag-{user.uuid}"
    user.set_unusable_password()
    user.display_name, user.title, user.language = answer.display_name, answer.title, answer.language
    user.acting_for_code, user.acting_for_name = home.scb_code or "", home.name
    user.is_active = True
    user.save()
    return user, True
