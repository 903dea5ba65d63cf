"""/las/…: confirm, and how it goes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of, is_person
from samverk.intranet.must_read.access import news_or_404, report_units
from samverk.intranet.must_read.actions.confirm_reading import confirm_reading
from samverk.intranet.must_read.queries import unit_figures
from samverk.intranet.queries import address_of
from samverk.kernel import clock


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """ "I have read this"; sent twice it is one.

    Raises:
        Denied: for who may not read it or is not asked.
        Http404: when there is no such news that must be read.
    """
    page = news_or_404(user=request.user, pk=pk)
    assert is_person(request.user)
    confirm_reading(actor=actor_of(request), user=request.user, page=page, now=clock.now())
    messages.success(request, _("Tack! Du har bekräftat att du har läst."))
    return redirect(address_of(page))


@never_cache
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """How many have confirmed, unit by unit.

    Raises:
        Denied: for anybody but who may change the news, and heads of units.
        Http404: when there is no such news that must be read.
    """
    page = news_or_404(user=request.user, pk=pk)
    units = report_units(user=request.user, page=page)
    figures = unit_figures(page=page, units=units, names=page.asks_for_names)
    people, confirmed = sum(f.people for f in figures), sum(f.confirmed for f in figures)
    context = {
        "page": page,
        "trail": [{"label": page.title, "url": address_of(page)}, {"label": _("Hur många har läst?"), "url": ""}],
        "figures": figures,
        "people": people,
        "confirmed": confirmed,
        "percent": confirmed * 100 // people if people else 0,
        "all_units": units is None,
    }
    return render(request, "intranet/reading_report.html", context)
