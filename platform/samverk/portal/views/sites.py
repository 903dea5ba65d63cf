"""All the sites I belong to: the switcher as a page, for phones and for those without scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverk.identity.access import is_person
from samverk.portal.shell import my_sites


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """The list, home first, with what each site is."""
    assert is_person(request.user)
    return render(request, "portal/sites.html", {"sites": my_sites(request, request.user)})
