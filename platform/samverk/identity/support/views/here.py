"""/administration/support/: every support session there ever was on the site, and a button that ends one at once."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.log.access import may_search_log
from samverk.identity.rights.access import is_own_maintainer, own_maintainer_of
from samverk.identity.support.access import session_here_or_404
from samverk.identity.support.actions.approve_support import approve_support
from samverk.identity.support.actions.end_support import end_support
from samverk.identity.support.models import End
from samverk.identity.support.queries import acts_in, sessions_here
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

PER_PAGE = 20


@never_cache
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Who, why, from when to when, and how much of the log is theirs.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer(request.user)
    now = clock.now()
    page = Paginator(sessions_here(), PER_PAGE).get_page(request.GET.get("sida"))
    acts = acts_in(list(page))
    context = {
        "trail": administration_trail(_("Support")),
        "page": page,
        "rows": [
            {
                "session": each,
                "acts": acts.get(each.user_uuid, 0),
                "running": each.is_running(now),
                "waiting": each.is_waiting and now < each.ends_at,
            }
            for each in page
        ],
        "may_search": may_search_log(request.user),
        "may_answer": is_own_maintainer(request.user),
    }
    return render(request, "support/sessions.html", context)


@never_cache
@require_POST
def end(request: HttpRequest, number: UUID) -> HttpResponse:
    """The site's maintainers say that it is enough.

    Raises:
        Denied: for anybody else.
        Http404: for a number that is no session of this site.
    """
    user = require_maintainer(request.user)
    session = session_here_or_404(number)
    ended = end_support(actor=actor_of(request), session=session, how=End.SITE, now=clock.now())
    if user.is_support:
        # Their own sign-in went with it: there is no page here for them any more.
        logout(request)
        return render(request, "support/over.html", {"session": session})
    if ended:
        messages.success(request, _("Supporten är avslutad. Den som var här är utloggad."))
    else:
        messages.info(request, _("Supporten var redan avslutad."))
    return redirect("support:sessions")


@never_cache
@require_POST
def approve(request: HttpRequest, number: UUID) -> HttpResponse:
    """One of the site's own maintainers lets support in.

    Raises:
        Denied: for anybody else, also for who administers by delegation or is here for support.
        Http404: for a number that is no session of this site.
    """
    own_maintainer_of(request)
    session = session_here_or_404(number)
    if approve_support(actor=actor_of(request), session=session, now=clock.now()):
        messages.success(request, _("Supporten är godkänd. Driften kommer in från och med nu."))
    else:
        messages.info(request, _("Det finns inget att godkänna längre."))
    return redirect("support:sessions")


@never_cache
@require_POST
def decline(request: HttpRequest, number: UUID) -> HttpResponse:
    """Or says no: nobody came in.

    Raises:
        Denied, Http404: as `approve`.
    """
    own_maintainer_of(request)
    session = session_here_or_404(number)
    if session.is_waiting and end_support(actor=actor_of(request), session=session, how=End.DECLINED, now=clock.now()):
        messages.success(request, _("Du har sagt nej. Ingen har kommit in."))
    else:
        messages.info(request, _("Det finns inget att säga nej till längre."))
    return redirect("support:sessions")
