"""Which providers are known here, and who may come in."""

from datetime import datetime

from django.http import Http404
from django.utils import timezone

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import person_key, valid_on
from samverk.identity.models import User
from samverk.identity.oidc.models import ProviderSite
from samverk.identity.oidc.queries import link_here
from samverk.identity.oidc.refusal import Refused
from tenants.queries import active_schema


def open_link_or_404(key: str) -> ProviderSite:
    """This site's link to a provider people may sign in through now.

    Raises:
        Http404: when there is none here, whoever else may use it.
    """
    link = link_here(key)
    if link is None:
        raise Http404
    return link


def any_link_or_404(key: str) -> ProviderSite:
    """The same, switched off or not: for administration and for signing out.

    Raises:
        Http404: when there is none here.
    """
    link = link_here(key, also_paused=True)
    if link is None:
        raise Http404
    return link


def require_open_account(*, user: User, now: datetime) -> None:
    """Somebody closed the account or ended the membership; a provider that still knows the person undoes neither.

    Raises:
        Refused: when either is so.
    """
    if not user.is_open_on(timezone.localdate(now)):
        raise Refused("closed", "the account is closed")
    key = person_key(issuer=user.issuer, subject=user.subject)
    mine = DirectoryEntry.objects.filter(person_key=key, schema_name=active_schema())
    if mine.exists() and not mine.filter(valid_on(timezone.localdate(now))).exists():
        raise Refused("closed", "the membership here has ended")
