"""Open a support session (TN-12): a reason, an end, and the site knows at once."""

from datetime import datetime, timedelta

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.models import Capacity, User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.identity.site_settings import SUPPORT_APPROVAL
from samverk.identity.support.access import require_supporter
from samverk.identity.support.models import LONGEST, SHORTEST, USUAL, Scope, SupportSession
from samverk.identity.support.tasks import queue_notice
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import State, Tenant
from tenants.queries import operator_and_host
from tenants.settings.queries import value
from tenants.site_context import site

#: A sentence: this many letters, in this many words.
LETTERS, WORDS = 20, 4
OPENED = "identity.open_support"


def open_support(
    *,
    actor: Actor,
    opened_by: User,
    tenant: Tenant,
    reason: str,
    now: datetime,
    case: str = "",
    scope: str = Scope.LOOK,
    with_content: bool = False,
    lasts: timedelta = USUAL,
) -> SupportSession:
    """Make the session and its person on the site, in one transaction with a line in both logs; then write to the site.

    Where the site says yes first (its own setting) nobody gets in before `approve_support`.

    Args:
        actor: the person at the operator, with address.
        opened_by: the same person on the operator's site.
        tenant: where to.
        reason: a sentence, shown to the site.
        now: the moment.
        case: reference of the case; it stands in every line of the log.
        scope: look or change.
        with_content: read what the organisation's own people read, too.
        lasts: five minutes to eight hours.

    Raises:
        Denied: for whoever does not run the sites.
        ValidationError: without a proper reason or end, for a paused site, or while the person's last session there
            runs.
    """
    require_supporter(opened_by)
    reason = reason.strip()
    _validate(tenant, reason, scope, lasts)
    session = SupportSession(
        schema_name=tenant.schema_name,
        opened_by_uuid=opened_by.uuid,
        opened_by_name=opened_by.display_name,
        reason=reason,
        case=case.strip(),
        scope=scope,
        with_content=with_content,
        began_at=now,
        ends_at=now + lasts,
    )
    details: dict[str, object] = {
        "site": tenant.slug,
        "reason": reason,
        "case": session.case,
        "scope": str(scope),
        "with_content": with_content,
        "until": session.ends_at.isoformat(),
    }
    organisation = operator_and_host()[0].official_name
    try:
        with transaction.atomic():
            with site(tenant):
                session.needs_approval = value(SUPPORT_APPROVAL)
                person = _person(session, organisation)
                session.user_uuid = person.uuid
            session.save()
            record_audit(actor=actor, verb=OPENED, target=tenant, details=details, right="identity.administer_site")
            with site(tenant):
                if not session.needs_approval:
                    enter_in_directory(actor=actor, user=person, valid_from=timezone.localdate(now))
                record_audit(actor=actor, verb=OPENED, target=person, details=details, right="identity.administer_site")
            transaction.on_commit(lambda: queue_notice(session), robust=True)
    except IntegrityError as error:
        if "one_open_session_per_person_and_site" not in str(error):
            raise
        raise ValidationError(_("Du har redan en support som pågår där. Avsluta den först.")) from error
    return session


def _validate(tenant: Tenant, reason: str, scope: str, lasts: timedelta) -> None:
    if len(reason) < LETTERS or len(reason.split()) < WORDS:
        raise ValidationError({"reason": _("Skriv en hel mening om varför. Webbplatsens systemförvaltare läser den.")})
    if not SHORTEST <= lasts <= LONGEST:
        raise ValidationError({"minutes": _("Supporten kan vara mellan fem minuter och åtta timmar.")})
    if scope not in Scope.values:
        raise ValidationError({"scope": _("Välj vad supporten ska omfatta.")})
    if tenant.is_operator or tenant.state != State.ACTIVE:
        raise ValidationError(_("Webbplatsen är pausad. Öppna den först."))


def _person(session: SupportSession, organisation: str) -> User:
    """Somebody of their own, with one right, for this session only: no password, no provider."""
    about = _("Support, ärende %(case)s") % {"case": session.case} if session.case else _("Support")
    person = User(
        issuer=SUPPORT_ISSUER,
        subject=str(session.uuid),
        username=f"support-{session.uuid.hex}",
        display_name=f"{session.opened_by_name} ({about})"[:200],
        title=about,
        capacity=Capacity.SUPPLIER,
        acting_for_name=organisation[:100],
        is_active=not session.needs_approval,
    )
    person.set_unusable_password()
    person.save()
    person.user_permissions.add(Permission.objects.get(content_type__app_label="identity", codename="administer_site"))
    return person
