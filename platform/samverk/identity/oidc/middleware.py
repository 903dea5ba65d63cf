"""Pages that demand a stronger sign-in send the person to get one, and back (PF-05)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from samverk.identity.access import AssuranceTooLow, is_person, require_assurance
from samverk.identity.oidc.queries import policy_here
from samverk.identity.views.sign_in import safe_next
from tenants.middleware import tenant_of

ADMINISTRATION_PATH = "/administration/"


class AssuranceMiddleware:
    """Asks the site's own demand for editors' and administration pages; turns `AssuranceTooLow` into the way up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in or out."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before a page the site has put a demand on."""
        is_editors = request.path.startswith(settings.SAMVERK_CMS_PATH)
        if not is_editors and not request.path.startswith(ADMINISTRATION_PATH):
            return None
        if tenant_of(request).is_operator or not is_person(request.user):
            return None
        policy = policy_here()
        try:
            require_assurance(request, policy.editors_level if is_editors else policy.administration_level)
        except AssuranceTooLow as error:
            return self.process_exception(request, error)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The way up; a page that was sent a form is come back to where the form stands."""
        if not isinstance(error, AssuranceTooLow):
            return None
        back = request.get_full_path()
        if request.method not in {"GET", "HEAD"}:
            back = safe_next(request, request.META.get("HTTP_REFERER", ""))
        query = {"niva": str(error.level), "next": back}
        if error.max_age is not None:
            query["hogst"] = str(error.max_age)
        return redirect(reverse("oidc:step_up") + "?" + urlencode(query))
