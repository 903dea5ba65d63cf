"""The button, and the page with everything one follows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, subject_kinds, subject_of
from samverk.notifications.queries import chosen_about
from samverk.social.following.access import require_member
from samverk.social.following.actions import follow as following
from samverk.social.following.actions.unfollow import unfollow
from samverk.social.following.queries import followed_by, kinds_followed
from samverk.social.going_back import way_back

PAGE = 50


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I follow, all or of one kind."""
    user = require_member(request.user)
    chosen = request.GET.get("slag", "")
    kind = chosen if chosen in subject_kinds else ""
    number = request.GET.get("sida", "1")
    page = int(number) if number.isdecimal() and len(number) < 4 and int(number) else 1
    shown, more = followed_by(user=user, kind=kind, count=PAGE, offset=(page - 1) * PAGE)
    counts = kinds_followed(user=user)
    chosen_ways = chosen_about(user=user, refs=[each.subject.ref for each in shown])
    context = {
        "followed": [
            (each, subject_kinds[each.subject.ref.kind], chosen_ways.get(each.subject.ref, "")) for each in shown
        ],
        "kinds": [(key, subject_kinds[key].plural, number) for key, number in sorted(counts.items())],
        "chosen": kind,
        "next": page + 1 if more else None,
        "previous": page - 1 if page > 1 else None,
        "prefix": f"?slag={kind}&sida=" if kind else "?sida=",
        "total": sum(counts.values()),
    }
    return render(request, "following/mine.html", context)


@require_POST
def change(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Follow, or stop following; back to where the button stood.

    Raises:
        Http404: for what does not exist here or is not followed.
        Denied: for what the person may not see.
    """
    user, ref = require_member(request.user), Ref(kind, key)
    if request.POST.get("gor") == "sluta":
        if unfollow(actor=actor_of(request), user=user, ref=ref):
            messages.success(request, _("Du följer inte längre det här."))
    elif following.follow(actor=actor_of(request), user=user, ref=ref, now=clock.now()):
        subject = subject_of(ref)
        messages.success(request, _("Nu följer du %(title)s.") % {"title": subject.title if subject else ""})
    return redirect(way_back(request, "/foljer/"))
