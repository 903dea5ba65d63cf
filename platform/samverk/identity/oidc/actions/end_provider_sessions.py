"""End sessions that began at a provider, because the provider says so."""

from django.contrib.sessions.models import Session
from django.db import transaction

from samverk.identity.oidc.claims import opaque
from samverk.identity.oidc.here.models import ProviderSession
from samverk.identity.oidc.models import Provider
from samverk.identity.oidc.queries import sites_of
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.site_context import site


def end_sessions_here(*, actor: Actor, provider: Provider, sid: str = "", subject: str = "") -> int:
    """End this site's sessions of the provider; all of them, or those of one `sid`, or of one subject.

    With both, the session must be of both (Back-Channel Logout 1.0, 2.4). Returns how many ended.

    Args:
        actor: who says so.
        provider: where they began.
        sid: the provider's id of a session.
        subject: the provider's id of a person.
    """
    found = ProviderSession.objects.filter(provider_key=provider.key)
    if sid:
        found = found.filter(sid_hash=opaque(provider.issuer, sid, kind="sid"))
    if subject:
        found = found.filter(subject_hash=opaque(provider.issuer, subject))
    with transaction.atomic():
        ended = list(found.select_related("user").select_for_update(of=("self",)))
        Session.objects.filter(session_key__in=[session.session_key for session in ended]).delete()
        ProviderSession.objects.filter(pk__in=[session.pk for session in ended]).delete()
        for session in ended:
            record_audit(
                actor=actor,
                verb="identity.end_session",
                target=session.user,
                details={"provider": provider.key, "how": "by the provider"},
            )
    return len(ended)


def end_provider_sessions(*, actor: Actor, provider: Provider, sid: str, subject: str) -> int:
    """The same on every site the provider signs people in to: it knows one client, and says it once.

    Raises:
        ValueError: without both; that would end everybody's sessions.
    """
    if not sid and not subject:
        raise ValueError("Neither sid nor subject")
    ended = 0
    for tenant in sites_of(provider):
        with site(tenant):
            ended += end_sessions_here(actor=actor, provider=provider, sid=sid, subject=subject)
    return ended
