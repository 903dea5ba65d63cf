"""Follow a search; see what it finds now."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.search.access import require_searcher
from samverk.social.following.access import require_member
from samverk.social.going_back import way_back
from samverk.social.searches.actions import follow_search as following
from samverk.social.searches.queries import own_search


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow the search whose page the button stands on; ended as all else that is followed.

    Raises:
        Denied: for guests and suppliers (PF-07), and those here for support.
    """
    user = require_searcher(require_member(request.user))
    text, kind = request.POST.get("q", ""), request.POST.get("typ", "")
    try:
        following.follow_search(actor=actor_of(request), user=user, text=text, kind=kind, now=clock.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("Nu följer du sökningen. Du får veta när något nytt passar, högst en gång i timmen.")
        )
    return redirect(way_back(request, reverse("search:results")))


@never_cache
@require_safe
def open_search(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """To what the search finds now, with `?sedan=` to what is new since then.

    Raises:
        Denied: for guests and suppliers.
        Http404: for what is not one's own, too.
    """
    user = require_searcher(require_member(request.user))
    found = own_search(user=user, uuid=uuid)
    if found is None:
        raise Http404
    values = {"q": found.words, "typ": found.kind, "sedan": request.GET.get("sedan", "")[:11]}
    query = urlencode({name: value for name, value in values.items() if value})
    return redirect(f"{reverse('search:results')}?{query}")
