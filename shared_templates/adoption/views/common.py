"""What the pages of the model have in common."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shared_templates.adoption.access import require_reader
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.queries import adopted_by_code
from tenants.middleware import tenant_of
from tenants.models import Kind

View = Callable[..., HttpResponse]


def of_a_municipality(view: View) -> View:
    """The model municipality takes nothing from itself: there a page says so and leads to what it writes."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if tenant_of(request).kind != Kind.TEMPLATE:
            return view(request, *args, **kwargs)
        require_reader(request.user)
        if request.method == "POST":
            raise Http404
        return render(request, "adoption/at_the_model.html")

    return shown


def item_or_404(code: str) -> Adopted:
    """The item with this code as it applies here.

    Raises:
        Http404: when there is none.
    """
    found = adopted_by_code(code)
    if found is None:
        raise Http404
    return found


def as_uuid(text: str) -> UUID | None:
    """What a form sent as a revision; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
