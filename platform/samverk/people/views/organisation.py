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
    day, unreadable = day_of(request)
    context = {"tree": queries.organisation(day), "day": day, "unreadable": unreadable}
    return render(request, "people/organisation.html", context)


def day_of(request: HttpRequest) -> tuple[date, str]:
    """The day a page is asked about with `?dag=`, today without; and what was written where it cannot be read."""
    wanted = request.GET.get("dag", "")
    try:
        return (date.fromisoformat(wanted) if wanted else clock.today()), ""
    except ValueError:
        return clock.today(), wanted
