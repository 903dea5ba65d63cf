"""/mina-inloggningar/: where am I signed in, and out with the others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of, is_person
from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.devices.queries import sign_ins_of
from samverk.kernel import clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The list; a post ends one of them, or all the others."""
    assert is_person(request.user)
    here = request.session.session_key or ""
    if request.method == "POST":
        wanted = request.POST.get("only", "")
        ended = end_sessions(
            actor=actor_of(request),
            user=request.user,
            keep=here,
            only=int(wanted) if wanted.isdecimal() and len(wanted) < 18 else None if not wanted else 0,
        )
        told = ngettext("%(count)s inloggning är avslutad.", "%(count)s inloggningar är avslutade.", ended)
        messages.success(request, told % {"count": ended} if ended else _("Det fanns ingen annan inloggning."))
        return redirect("identity:sign_ins")
    rows = list(sign_ins_of(user=request.user, now=clock.now()))
    context = {"rows": rows, "here": here, "others": any(row.session_key != here for row in rows)}
    return render(request, "identity/sign_ins.html", context)
