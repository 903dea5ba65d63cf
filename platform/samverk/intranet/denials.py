"""A missing right is 403 in Wagtail's admin too (law 11).

Wagtail answers with a redirect to its front page and a message. Screen readers and scripts then take the refusal for
a success, and a log of refusals has nothing to count. Wagtail offers no setting for it: its own decorators call
`wagtail.admin.auth.permission_denied`, which is replaced when the app starts.
"""

from typing import NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import auth

from samverk.kernel.access import Denied


def refuse(request: HttpRequest) -> NoReturn:
    """What Wagtail calls instead of its own.

    Raises:
        Denied: always.
    """
    raise Denied(_("Du har inte behörighet till den här delen av redaktionen. Be systemförvaltaren om du behöver den."))


def refuse_instead_of_redirecting() -> None:
    """Put `refuse` in place of Wagtail's redirect."""
    auth.permission_denied = refuse
