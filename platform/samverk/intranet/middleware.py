"""Before Wagtail's admin: who has no right there gets 403 (law 11), and who has one finds their own colours there."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.intranet.cms_log import acts_from
from samverk.kernel.access import Denied


class EditorsDoorMiddleware:
    """Wagtail sends a signed-in person without the right to the sign-in page, which sends them back: for ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What is written in the log on the way comes from this request's address."""
        if not request.path.startswith(settings.SAMVERK_CMS_PATH):
            return self.get_response(request)
        with acts_from(request):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Ask before any of the admin's views.

        Raises:
            Denied: for a signed-in person without access to the admin.
        """
        if not request.path.startswith(settings.SAMVERK_CMS_PATH):
            return
        if not is_person(request.user):
            return
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise Denied(_("Redaktionen är för redaktörer. Kontakta din systemförvaltare om du behöver skriva här."))
        wear_own_scheme(request.user)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Some of the admin's views take a field of their form for granted; a form without it is not the house's fault.

        Raises:
            SuspiciousOperation: which Django answers with 400.
        """
        if request.path.startswith(settings.SAMVERK_CMS_PATH) and isinstance(exception, MultiValueDictKeyError):
            raise SuspiciousOperation("A form without one of its fields") from exception


def wear_own_scheme(user: User) -> None:
    """Light or dark as the person chose for the whole house; Wagtail reads it from a profile of its own.

    Set for this request only: stored twice, the two would one day differ.
    """
    profile = getattr(user, "wagtail_userprofile", None) or UserProfile.get_for_user(user)
    profile.theme = user.scheme or UserProfile.AdminColorThemes.SYSTEM
