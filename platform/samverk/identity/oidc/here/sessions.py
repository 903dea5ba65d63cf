"""Ending sessions of this site that a provider proved."""

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from samverk.identity.oidc.here.models import ProviderSession


def end(sessions: "QuerySet[ProviderSession]") -> None:
    """Sign out whoever holds these, at their next request."""
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()


def end_sessions_of(*, user_id: int, provider_key: str = "") -> None:
    """End a person's sessions; only those one provider proved, when it is given."""
    mine = ProviderSession.objects.filter(user_id=user_id)
    end(mine.filter(provider_key=provider_key) if provider_key else mine)
