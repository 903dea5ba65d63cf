"""Sign in with a local account."""

from django.contrib.auth import authenticate, login
from django.http import HttpRequest

from samverk.identity.backends import PERSON_BACKEND
from samverk.identity.devices.actions.note_sign_in import note_sign_in
from samverk.identity.devices.naming import device_name
from samverk.identity.models import User
from samverk.identity.site_settings import SESSION_HOURS
from samverk.identity.throttle import check_attempt, count_failure, forget_failures
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.settings.queries import value


class WrongCredentials(Exception):
    """Name or password is wrong, or the account is closed: which one is not told."""


def sign_in(*, request: HttpRequest, username: str, password: str) -> User:
    """Check the password and start a session.

    Raises:
        TooManyAttempts: when account or address has tried too often.
        WrongCredentials: when they do not fit.
    """
    address = request.META.get("REMOTE_ADDR", "") or ""
    check_attempt(username=username, address=address)
    user = authenticate(request, username=username, password=password)
    actor = Actor(uuid=None, name=username[:100], address=address or None)
    if not isinstance(user, User):
        count_failure(username=username, address=address)
        record_audit(actor=actor, verb="identity.sign_in", result="refused")
        raise WrongCredentials
    forget_failures(username=username, address=address)
    start_session(request=request, user=user, how="password")
    return user


def start_session(*, request: HttpRequest, user: User, how: str) -> None:
    """Begin a session for a person whose identity has been proved.

    Args:
        request: the request that proved it.
        user: the person here.
        how: password, handoff …; goes to the log.
    """
    login(request, user, backend=PERSON_BACKEND)
    request.session.set_expiry(value(SESSION_HOURS) * 3600)
    actor = Actor(
        uuid=user.uuid,
        name=user.display_name,
        capacity=user.capacity_in_log,
        address=request.META.get("REMOTE_ADDR") or None,
    )
    if request.session.session_key is None:
        request.session.save()
    note_sign_in(
        actor=actor,
        user=user,
        session_key=str(request.session.session_key),
        device=device_name(request.META.get("HTTP_USER_AGENT", "")),
        how=how,
        now=clock.now(),
    )
    record_audit(
        actor=actor,
        verb="identity.sign_in",
        target=user,
        details={"how": how},
        right="own",
    )
