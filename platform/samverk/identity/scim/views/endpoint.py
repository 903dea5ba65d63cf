"""`/scim/v2/…`: HTTP in, one call inward, HTTP out. No session, no cookie, no CSRF: the bearer token is everything."""

import json

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from samverk.identity.scim.access import BadToken, require_token
from samverk.identity.throttle import TooManyAttempts
from samverk.kernel import clock

ROOT = "/scim/v2"


@login_not_required
@csrf_exempt
@never_cache
def endpoint(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Serve one SCIM request.

    401 comes before everything else, also before the address is looked at: without a token of this site nothing
    tells even which resources exist.
    """
    now = clock.now()
    address = request.META.get("REMOTE_ADDR", "") or ""
    try:
        token = require_token(authorization=request.headers.get("Authorization", ""), address=address, now=now)
    except BadToken:
        return _refused(
            401, "A valid bearer token of this site is required", {"WWW-Authenticate": 'Bearer realm="SCIM"'}
        )
    except TooManyAttempts:
        return _refused(429, "Too many requests without a valid token", {"Retry-After": "900"})
    try:
        body = request.body
    except RequestDataTooBig:
        return _refused(413, "The body is too large", {})
    # Imported here, behind the token: the protocol's models take a good second to build, most processes never serve
    # it, and a stranger cannot make them.
    from samverk.identity.scim.protocol.serving import serve

    return serve(
        method=request.method or "GET",
        base_url=f"{request.scheme}://{request.get_host()}{ROOT}",
        path=rest or "/",
        query=request.GET.dict(),
        headers=dict(request.headers),
        body=body,
        token=token,
        address=address,
        now=now,
    )


def _refused(status: int, detail: str, headers: dict[str, str]) -> HttpResponse:
    error = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": str(status), "detail": detail}
    return HttpResponse(json.dumps(error), status=status, content_type="application/scim+json", headers=headers)
