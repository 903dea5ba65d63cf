"""The way into the sandbox: as from any site to the next, but as somebody made up.

1. On the sandbox: a nonce in the browser. 2. At the model, where the tester is signed in: a ticket. 3. On the sandbox
again, through the door that every handoff takes.
"""

import secrets

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.access import actor_of, is_person
from samverk.identity.actions.issue_handoff import digest
from samverk.identity.views.handoff import HASH, NONCE_COOKIE
from samverk.identity.views.sign_in import safe_next
from samverk.kernel import clock
from shared_templates.masters.access import require_editor, require_model_site
from shared_templates.sandbox.actions.open_sandbox import open_sandbox
from shared_templates.sandbox.standing_in import EMPLOYEE, PARTS
from tenants.middleware import tenant_of
from tenants.queries import active_schema, primary_hosts, sandbox_of, url_on


@login_not_required
@never_cache
@require_safe
def set_out(request: HttpRequest) -> HttpResponse:
    """Step 1; whoever is somebody else there already leaves that first.

    Raises:
        Http404: on every site that is no sandbox.
    """
    model = tenant_of(request).sandbox_of
    if model is None:
        raise Http404
    part = request.GET.get("som", "")
    part = part if part in PARTS else EMPLOYEE
    next_url = safe_next(request, request.GET.get("next", ""))
    if is_person(request.user):
        if request.user.subject.startswith(f"{part}:"):
            return HttpResponseRedirect(next_url)
        logout(request)
    nonce = secrets.token_urlsafe(32)
    query = urlencode({"som": part, "webblasare": digest(nonce), "next": next_url})
    host = primary_hosts([model.schema_name])[model.schema_name]
    path = f"{reverse('sandbox:hand_over')}?{query}"
    response = HttpResponseRedirect(url_on(request=request, host=host, path=path))
    response.set_cookie(
        NONCE_COOKIE, nonce, max_age=600, httponly=True, samesite="Lax", secure=settings.SAMVERK_HTTPS, path="/"
    )
    return response


@never_cache
@require_safe
def hand_over(request: HttpRequest) -> HttpResponse:
    """Step 2.

    Raises:
        Http404: on a site that is no model municipality, and for a question no sandbox asked.
        Denied: for anybody but those who try out the drafts.
    """
    require_model_site(request)
    user, part = require_editor(request.user), request.GET.get("som", "")
    browser_hash = request.GET.get("webblasare", "")
    if part not in PARTS or not HASH.fullmatch(browser_hash):
        raise Http404
    try:
        ticket = open_sandbox(
            actor=actor_of(request), user=user, part=part, browser_hash=browser_hash, now=clock.now()
        )  # fmt: skip
    except ValidationError:
        return redirect("sandbox:page")
    found = sandbox_of(active_schema())
    assert found is not None, "There was one a moment ago"
    query = urlencode({"biljett": ticket, "next": request.GET.get("next", "/")})
    path = f"{reverse('identity:arrive')}?{query}"
    return HttpResponseRedirect(url_on(request=request, host=found[1], path=path))
