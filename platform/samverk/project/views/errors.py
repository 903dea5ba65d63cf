"""What a person sees when something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import permission_denied

from samverk.identity.refusals import record_refusal


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off."""
    return render(request, "project/csrf_failure.html", status=403)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, and a line in the site's log (PF-63): every refusal ends here, a middleware's too."""
    record_refusal(request)
    return permission_denied(request, exception)
