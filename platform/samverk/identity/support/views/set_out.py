"""The first step of the operator's way in: the site puts a nonce in the browser, as for any other handoff."""

import secrets
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.actions.issue_handoff import digest
from samverk.identity.support.access import is_over, session_here_or_404
from samverk.identity.support.addresses import hand_over_at_the_operator
from samverk.identity.views.handoff import NONCE_COOKIE
from samverk.kernel import clock
from samverk.kernel.access import Denied
from tenants.queries import operator_and_host, url_on


@login_not_required
@never_cache
@require_safe
def set_out(request: HttpRequest, number: UUID) -> HttpResponse:
    """To the operator's site, where the person is signed in and the session is looked at.

    Raises:
        Http404: for a number that is no session of this site.
        Denied: for one that is over; the refusal is logged here.
    """
    session = session_here_or_404(number)
    if is_over(session, clock.now()):
        raise Denied(_("Supporten är avslutad. Starta en ny om den behövs."))
    _tenant, host = operator_and_host()
    nonce = secrets.token_urlsafe(32)
    query = urlencode({"webblasare": digest(nonce)})
    response = HttpResponseRedirect(
        url_on(request=request, host=host, path=f"{hand_over_at_the_operator(number)}?{query}")
    )
    response.set_cookie(
        NONCE_COOKIE, nonce, max_age=600, httponly=True, samesite="Lax", secure=settings.SAMVERK_HTTPS, path="/"
    )
    return response
