"""Start a session that its provider can end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from samverk.identity.actions.sign_in import start_session
from samverk.identity.models import User
from samverk.identity.oidc import session
from samverk.identity.oidc.claims import opaque
from samverk.identity.oidc.here.models import ProviderSession
from samverk.identity.oidc.models import Provider
from samverk.kernel.actions.record_audit import Actor


def begin_provider_session(
    *,
    actor: Actor,
    request: HttpRequest,
    user: User,
    provider: Provider,
    claims: Mapping[str, Any],
    assurance: int,
    now: datetime,
) -> None:
    """Sign the person in, and remember which of the provider's sessions stands behind it.

    Args:
        actor: who arrives; the sign-in itself is logged with the account it opens.
        request: the request that proved it.
        user: the account.
        provider: who proved it.
        claims: verified; sub, and sid and auth_time where the provider gives them.
        assurance: level of the proof.
        now: the moment.
    """
    before = request.session.session_key
    sid = claims.get("sid")
    auth_time = claims.get("auth_time")
    with transaction.atomic():
        start_session(request=request, user=user, how=f"provider {provider.key}, level {assurance}")
        session.remember(
            request=request,
            provider_key=provider.key,
            assurance=assurance,
            proved_at=now,
            auth_time=float(auth_time) if isinstance(auth_time, int | float) else None,
        )
        request.session.save()
        ProviderSession.objects.filter(session_key=before or "").delete()
        ProviderSession.objects.create(
            session_key=str(request.session.session_key),
            provider_key=provider.key,
            sid_hash=opaque(provider.issuer, sid, kind="sid") if isinstance(sid, str) and sid else "",
            subject_hash=opaque(provider.issuer, claims["sub"]),
            user=user,
            began_at=now,
        )
