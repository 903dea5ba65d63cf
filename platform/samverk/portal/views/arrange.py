"""Arrange one's own start page; no script needed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.kernel.registries import WidgetPlace
from samverk.portal.start.actions.arrange_start import UnknownMove, arrange_start
from samverk.portal.start.arrangement import arrangeable, not_meant_for, order_of
from samverk.portal.start.desk import desk_of
from samverk.portal.systems.access import require_colleague


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    """Every box by place, with buttons to move and hide it.

    Raises:
        Denied: for guests and suppliers.
        Http404: for a box or a move there is not.
    """
    user = require_colleague(request.user)
    without = not_meant_for(request)
    if request.method == "POST":
        box, move = request.POST.get("ruta", ""), request.POST.get("gor", "")
        try:
            arrange_start(actor=actor_of(request), user=user, box=box, move=move, without=without)
        except UnknownMove as error:
            raise Http404 from error
        return redirect(f"/ordna-start/#{box}" if box else "/ordna-start/")
    desk = desk_of(request, user)
    boxes = dict(arrangeable())
    keys = order_of(desk, without=without)
    places = []
    for place in WidgetPlace:
        here = [key for key in keys if boxes[key].place == place]
        rows = [
            {
                "key": key,
                "title": boxes[key].title,
                "hidden": key in desk.hidden,
                "first": number == 0,
                "last": key == here[-1],
            }
            for number, key in enumerate(here)
        ]
        if rows:
            places.append((place.label, rows))
    context = {"places": places, "changed": bool(desk.order or desk.hidden)}
    return render(request, "portal/arrange.html", context)
