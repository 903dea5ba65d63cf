"""Who may open a support session, and what somebody in one may do."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from samverk.identity.access import is_maintainer
from samverk.identity.models import User
from samverk.identity.support.models import Scope, SupportSession
from samverk.identity.support.queries import session_here
from samverk.kernel.access import Denied
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema

#: Where a person's own way in and out, language and the site's look are served.
ALWAYS = frozenset(
    {"identity:sign_out", "identity:language", "identity:scheme", "portal:sites", "support:end", "csp_report"}
)
ADMINISTRATION = "/administration/"
#: Acts that let somebody in, or let them do more: what was given in a support session would last beyond its end.
NEVER = frozenset(
    {"scim:connection", "scim:map", "scim:people_import", "scim:confirm", "oidc:add_rule"}
    | {"rights:set_group", "rights:set_member", "rights:restore_group", "rights:open", "delegation:grant"}
    # Moved to a later day, or taken back, somebody stays.
    | {"movers:person", "movers:cancel"}
    # Nobody who is here for support says yes to the next one.
    | {"support:approve", "support:decline"}
)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def require_supporter(user: User) -> None:
    """Only who runs the sites opens support sessions, from the operator's own site.

    Raises:
        Denied: for everybody else.
    """
    if active_schema() != OPERATOR_SCHEMA or not is_maintainer(user):
        raise Denied(_("Bara den som ansvarar för driften kan starta support."))


def session_here_or_404(number: UUID) -> SupportSession:
    """A session of the active site.

    Raises:
        Http404: when there is none.
    """
    found = session_here(number)
    if found is None:
        raise Http404
    return found


def is_over(session: SupportSession | None, now: datetime) -> bool:
    """Has the time come, or has somebody ended it?"""
    return session is None or not session.is_running(now)


def require_within_scope(*, session: SupportSession, request: HttpRequest) -> None:
    """The pages and the acts that the session's purpose covers; the rest is refused, and the refusal logged.

    Raises:
        Denied: for content without that choice, for changes without that scope, and for acts that let somebody in.
    """
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in ALWAYS or name.startswith("tenants:"):
        return
    if not request.path.startswith(ADMINISTRATION) and not session.with_content:
        raise Denied(_("Supporten gäller administrationens sidor. Innehållet ingår inte."))
    if request.method in SAFE:
        return
    if session.scope != Scope.CHANGE or not request.path.startswith(ADMINISTRATION):
        raise Denied(_("Supporten gäller att se, inte att ändra."))
    if name in NEVER:
        raise Denied(
            _("Under support släpps ingen in och ingen får nya rättigheter. Be webbplatsens systemförvaltare göra det.")
        )
