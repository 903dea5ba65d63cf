"""Judge a provider's answer and act on it: sign in, send on, step up, accept an invitation, or prepare a link."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from samverk.identity.access import is_person
from samverk.identity.guests.actions.accept_invitation import InvitationClosed, accept_with_identity
from samverk.identity.guests.models import GuestStay
from samverk.identity.models import INTERNAL, User
from samverk.identity.oidc import session
from samverk.identity.oidc.access import require_open_account
from samverk.identity.oidc.actions.admit_person import admit_person
from samverk.identity.oidc.actions.begin_provider_session import begin_provider_session
from samverk.identity.oidc.attempt import INVITATION, LINK, SIGN_IN, STEP_UP, Attempt, callback_url, take
from samverk.identity.oidc.backend import ProviderBackend
from samverk.identity.oidc.claims import Becoming, become, fits, opaque, subject_here, values_of
from samverk.identity.oidc.here.models import ClaimRule, Effect, LinkedIdentity
from samverk.identity.oidc.metadata import ensure_fresh
from samverk.identity.oidc.models import ProviderSite
from samverk.identity.oidc.queries import rules_here, site_named_by
from samverk.identity.oidc.refusal import Refused
from samverk.kernel.actions.record_audit import Actor
from tenants.queries import url_on

#: What providers say instead of a code, and what it means to a person (Core 3.1.2.6, RFC 6749 4.1.2.1).
ERRORS = {
    "access_denied": "cancelled",
    "login_required": "cancelled",
    "interaction_required": "cancelled",
    "consent_required": "cancelled",
    "account_selection_required": "cancelled",
    "unmet_authentication_requirements": "too_low",
}


def sign_in_with_provider(*, actor: Actor, request: HttpRequest, link: ProviderSite, now: datetime) -> str:
    """Where to send the browser after an answer that holds.

    Args:
        actor: nobody yet, with an address.
        request: the answer, at this provider's own address on this site.
        link: the site's link to the provider.
        now: the moment.

    Raises:
        Refused: when it does not hold, with code and detail.
    """
    provider = ensure_fresh(link.provider, now=now)
    attempt = take(request=request, provider=provider, now=now)
    error = request.GET.get("error")
    if error:
        raise Refused(ERRORS.get(error, "provider_down"), f"the provider says {error if error in ERRORS else 'error'}")
    code = request.GET.get("code", "")
    if not code:
        raise Refused("attempt", "neither code nor error")
    claims = ProviderBackend(provider, now=now).prove(
        code=code,
        redirect_uri=callback_url(request, provider),
        verifier=attempt.verifier,
        nonce=attempt.nonce,
        max_age=attempt.max_age,
    )
    if not fits(claims, link.claim, link.values):
        return _send_on(request, link, attempt, claims)
    rules = list(rules_here(provider.key))
    becoming = become(claims, rules)
    if attempt.purpose == LINK:
        return _prepare_link(request, link, attempt, claims, becoming, now)
    if attempt.purpose == INVITATION:
        user = _accepted(actor, link, attempt, claims, becoming, now)
    else:
        user = _account(actor, link, claims, rules, becoming, now)
    if attempt.purpose == STEP_UP and str(user.uuid) != attempt.person:
        raise Refused("other_person", "another person came back than was sent to sign in more strongly")
    if becoming.assurance < attempt.level:
        raise Refused("too_low", f"level {becoming.assurance}, demanded {attempt.level}")
    begin_provider_session(
        actor=actor,
        request=request,
        user=user,
        provider=provider,
        claims=claims,
        assurance=becoming.assurance,
        now=now,
    )
    return attempt.next_url


def _send_on(request: HttpRequest, link: ProviderSite, attempt: Attempt, claims: Mapping[str, Any]) -> str:
    """Somebody proved to belong elsewhere goes there, once, and signs in there at the same provider (PF-09)."""
    if not values_of(claims, link.claim):
        raise Refused("no_site_claim", f"the claim {link.claim} is missing")
    other = site_named_by(provider=link.provider, claims=claims)
    if other is None or attempt.purpose != SIGN_IN or attempt.sent_on:
        raise Refused("wrong_site", f"the claim {link.claim} names no site to go to")
    path = reverse("oidc:start", args=[link.provider.key]) + "?" + urlencode({"vidare": "1"})
    return url_on(request=request, host=other.host, path=path)


def _account(
    actor: Actor,
    link: ProviderSite,
    claims: Mapping[str, Any],
    rules: list[ClaimRule],
    becoming: Becoming,
    now: datetime,
) -> User:
    issuer = link.provider.issuer
    subject = subject_here(issuer, claims["sub"])
    linked = (
        LinkedIdentity.objects.select_related("user").filter(issuer=issuer, subject=subject, unlinked_at=None).first()
    )
    if linked is not None:
        # The account is the first identity's: the second opens it and changes nothing of it.
        require_open_account(user=linked.user, now=now)
        return linked.user
    user = ProviderBackend(link.provider, now=now).filter_users_by_claims(dict(claims)).first()
    if user is None and not link.admits_new:
        raise Refused("unknown_person", "the site admits only people it knows already")
    decides = any(rule.effect == Effect.CAPACITY for rule in rules)
    # A guest is a guest by the invitation: no rule need say so.
    invited = user is not None and GuestStay.objects.filter(user=user, ended_at=None).exists()
    if not becoming.capacity and (user is None or decides) and not invited:
        raise Refused("no_role", "no rule gives a capacity")
    return admit_person(actor=actor, user=user, issuer=issuer, subject=subject, becoming=becoming, now=now)


def _accepted(
    actor: Actor,
    link: ProviderSite,
    attempt: Attempt,
    claims: Mapping[str, Any],
    becoming: Becoming,
    now: datetime,
) -> User:
    """A guest says yes with an identity that nobody here has; whoever the rules make one's own needs no invitation."""
    issuer = link.provider.issuer
    subject = subject_here(issuer, claims["sub"])
    if becoming.capacity in INTERNAL:
        raise Refused("belongs_here", "the rules make the person one of the organisation's own")
    taken = User.objects.filter(issuer=issuer, subject=subject).exists()
    if taken or LinkedIdentity.objects.filter(issuer=issuer, subject=subject, unlinked_at=None).exists():
        raise Refused("already_linked", "the identity opens an account here already")
    try:
        return accept_with_identity(
            actor=actor,
            link_hash=attempt.invitation,
            issuer=issuer,
            subject=subject,
            username=f"oidc-{opaque(issuer, subject)[:24]}",
            name=becoming.display_name,
            provider=link.provider.key,
            now=now,
        )
    except InvitationClosed as error:
        raise Refused("invitation", "the invitation is used, too old or taken back") from error


def _prepare_link(
    request: HttpRequest,
    link: ProviderSite,
    attempt: Attempt,
    claims: Mapping[str, Any],
    becoming: Becoming,
    now: datetime,
) -> str:
    """Nothing is linked by an answer alone: whoever made the browser sign in elsewhere must not gain an account."""
    if not is_person(request.user) or str(request.user.uuid) != attempt.person:
        raise Refused("other_person", "the account to link to is not signed in any more")
    issuer = link.provider.issuer
    request.session[session.PENDING] = {
        "person": attempt.person,
        "provider_key": link.provider.key,
        "issuer": issuer,
        "subject": subject_here(issuer, claims["sub"]),
        "shown_name": becoming.display_name,
        "at": now.timestamp(),
    }
    return reverse("oidc:confirm_link")
