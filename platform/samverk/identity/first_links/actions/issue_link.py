"""Make the first maintainer's account, and the link that opens it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.actions.create_local_account import create_local_account
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.first_links.models import FirstLink
from samverk.identity.first_links.queries import somebody_is_in
from samverk.identity.groups import SYSTEM_MAINTAINERS
from samverk.identity.models import User
from samverk.identity.one_time_links import link_digest
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import Tenant
from tenants.site_context import operator_site, site

#: How long a link can be used.
LINK_DAYS = 7


class SomebodyIsIn(Exception):
    """The site has maintainers of its own who have come in; they make the accounts there (TN-12)."""


class NoLinkHere(Exception):
    """The operator's own site has no such links."""


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """The account, and the end of the address in clear: it is stored nowhere, so show it now.

    Attributes:
        path: from the site's own root.
    """

    username: str
    path: str
    expires_at: datetime


def issue_link(
    *, actor: Actor, tenant: Tenant, username: str, display_name: str = "", now: datetime, only_first: bool = True
) -> IssuedLink:
    """Make a system maintainer's account on the site without a password, and a link that chooses one, once.

    For an account that waits already, a new link; the one before opens nothing any more. The link is 256 random bits
    and kept as a digest. Both the operator's log and the site's tell of it.

    Args:
        actor: of the operator.
        tenant: the site.
        username: to sign in with; lower case.
        display_name: shown.
        now: the moment.
        only_first: refuse when the site can look after itself: otherwise whoever runs the house would walk in without
            a support session (TN-12). The command line, for emergencies, sets it aside.

    Raises:
        SomebodyIsIn: then.
        NoLinkHere: for the operator's own site.
        ValidationError: when the name cannot be used.
        UsernameTaken: when somebody there signs in with it.
    """
    if tenant.is_operator:
        raise NoLinkHere(_("Driftens egen webbplats har inga länkar. Gör kontot med lösenord."))
    token = secrets.token_urlsafe(32)
    until = now + timedelta(days=LINK_DAYS)
    with transaction.atomic():
        with site(tenant):
            if only_first and somebody_is_in():
                raise SomebodyIsIn(
                    _("%(site)s har en systemförvaltare som har loggat in. Nya konton görs där.")
                    % {"site": tenant.official_name}
                )
            user = (
                _waiting_account(actor, username)
                or create_local_account(
                    actor=actor, username=username, display_name=display_name, groups=(SYSTEM_MAINTAINERS,), closed=True
                ).user
            )
            FirstLink.objects.update_or_create(
                user=user, defaults={"link_hash": link_digest(token), "expires_at": until, "issued_at": now}
            )
            _tell(actor, tenant, user, until)
        with operator_site():
            _tell(actor, tenant, user, until)
    return IssuedLink(username=user.username, path=f"/forsta-losenord/{token}/", expires_at=until)


def _waiting_account(actor: Actor, username: str) -> User | None:
    """The account of that name if nobody has opened it; one that was taken back can be opened again."""
    waiting = FirstLink.objects.select_for_update(of=("self",)).select_related("user")
    found = waiting.filter(user__username=username, used_at=None, user__last_login=None).first()
    if found is None:
        return None
    user: User = found.user
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        enter_in_directory(actor=actor, user=user, valid_from=clock.today())
    return user


def _tell(actor: Actor, tenant: Tenant, user: User, until: datetime) -> None:
    details: dict[str, object] = {"site": tenant.slug, "username": user.username, "until": until.isoformat()}
    record_audit(actor=actor, verb="first_links.issue_link", label=tenant.official_name, details=details)
