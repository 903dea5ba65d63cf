"""The person's own language, else the site's."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from samverk.identity.access import actor_of, is_person
from samverk.identity.actions.accept_handoff import VISITOR
from samverk.identity.directory.queries import memberships_of, person_key
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import record_audit
from tenants.middleware import tenant_of
from tenants.queries import active_schema
from tenants.settings.languages import FIRST, offered_languages

LANGUAGE_COOKIE = "samverk-sprak"


class MembershipMiddleware:
    """A session that began with a handoff ends with the membership, at the next request.

    The directory's answer is the one the site switcher needs anyway: kept for a minute, dropped when it changes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out whoever is no longer a member here."""
        user = request.user
        if is_person(user):
            # Asked some hundred times a page: without Django's wrapper from here on.
            request.user = user = request._cached_user  # type: ignore[attr-defined]
        if is_person(user) and request.session.get(VISITOR):
            key = person_key(issuer=user.issuer, subject=user.subject)
            if active_schema() not in {m.schema_name for m in memberships_of(key=key, day=clock.today())}:
                record_audit(actor=actor_of(request), verb="identity.end_visit")
                logout(request)
        return self.get_response(request)


class PersonLocaleMiddleware:
    """Chosen by the person, else kept in a cookie from the sign-in page, else the site's first language; always one
    that the site offers (TN-15).

    The browser's wish is not asked: a municipality speaks Swedish until somebody says otherwise (LAW-30).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language for the request."""
        known = dict(offered_languages())
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(LANGUAGE_COOKIE, "")
        if chosen not in known:
            chosen = next((code for code in tenant_of(request).languages if code in known), FIRST)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            response.headers.setdefault("Content-Language", chosen)
            return response
