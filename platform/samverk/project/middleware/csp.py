"""The strict policy for our pages, Wagtail's own for Wagtail's admin."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PageCSPMiddleware(CSPMiddleware):
    """Chooses the policy by address."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts django-csp writes the header from."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(settings.SAMVERK_CMS_PATH):
            parts.config = dict(settings.SAMVERK_CMS_CSP)
            response["X-Frame-Options"] = "SAMEORIGIN"
        return parts
