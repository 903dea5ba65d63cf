"""The strict policy for our pages, Wagtail's own for Wagtail's admin."""

from csp.constants import HEADER, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PageCSPMiddleware(CSPMiddleware):
    """Chooses the policy by address."""

    #: The strict policy as it is written, by the settings it is written from.
    _kept: tuple[object, str] = (None, "")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """An ordinary page gets the strict policy as it was written once; the others are django-csp's to judge."""
        ordinary = not (
            getattr(request, "is_preview", False)
            or request.path.startswith(settings.SAMVERK_CMS_PATH)
            or getattr(request, "_csp_nonce", None)
            or any(name.startswith("_csp_") for name in response.__dict__)
            or settings.DEBUG
        )
        if not ordinary:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._strict())
        return response

    @classmethod
    def _strict(cls) -> str:
        policy = settings.CONTENT_SECURITY_POLICY
        if cls._kept[0] is not policy:
            cls._kept = (policy, build_policy())
        return cls._kept[1]

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts django-csp writes the header from.

        A preview passes here twice: Wagtail asks the page under its own address inside the admin's request
        (PreviewableMixin.make_preview_request), and the header written first stays. So the inner pass keeps our
        strict policy for what the page may do, and lets the editor's own site show it in a frame.
        """
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if getattr(request, "is_preview", False):
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
            response["X-Frame-Options"] = "SAMEORIGIN"
        elif request.path.startswith(settings.SAMVERK_CMS_PATH):
            parts.config = dict(settings.SAMVERK_CMS_CSP)
            response["X-Frame-Options"] = "SAMEORIGIN"
        return parts
