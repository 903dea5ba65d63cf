"""Take back a first link that nobody has used."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverk.identity.directory.actions import leave_directory
from samverk.identity.first_links.models import FirstLink
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import Tenant
from tenants.site_context import operator_site, site


def withdraw_link(*, actor: Actor, tenant: Tenant, person: UUID, now: datetime) -> bool:
    """The link opens nothing and the account is closed; to issue a link for the same name opens it again.

    Args:
        actor: of the operator.
        tenant: the site.
        person: whose account, as the site knows them.
        now: the moment.

    Returns:
        False, and nothing is changed, for an account that somebody has opened, or that is not there.
    """
    with transaction.atomic():
        with site(tenant):
            waiting = FirstLink.objects.select_for_update(of=("self",)).select_related("user")
            found = waiting.filter(user__uuid=person, used_at=None, user__is_active=True).first()
            if found is None:
                return False
            user = found.user
            found.link_hash = ""
            found.save(update_fields=["link_hash"])
            user.is_active = False
            user.save(update_fields=["is_active"])
            leave_directory(actor=actor, user=user, issuer=user.issuer, subject=user.subject, now=now)
            _tell(actor, tenant, user.username)
        with operator_site():
            _tell(actor, tenant, user.username)
    return True


def _tell(actor: Actor, tenant: Tenant, username: str) -> None:
    details: dict[str, object] = {"site": tenant.slug, "username": username}
    record_audit(actor=actor, verb="first_links.withdraw_link", label=tenant.official_name, details=details)
