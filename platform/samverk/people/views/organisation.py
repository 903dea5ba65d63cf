"""The organisation as a tree, on any day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverk.kernel import clock
from samverk.people import queries
from samverk.people.access import require_directory


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """Today's organisation, or that of `?dag=2022-12-31`; a date that cannot be read is said so and shows today's."""
    require_directory(request.user)
    wanted = request.GET.get("dag", "")
    day, unreadable = clock.today(), False
    if wanted:
        try:
            day = date.fromisoformat(wanted)
        except ValueError:
            unreadable = True
    context = {"tree": queries.organisation(day), "day": day, "unreadable": unreadable, "wanted": wanted}
    return render(request, "people/organisation.html", context)
