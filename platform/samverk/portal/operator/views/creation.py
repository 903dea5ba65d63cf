"""Make a new site: the form, and a page that follows how it goes."""

import uuid
from dataclasses import fields
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.portal.operator.access import require_operator
from samverk.portal.operator.forms import NewSiteForm
from samverk.portal.operator.views.sites import trail
from tenants.actions.create_tenant import NewTenant, TenantExists
from tenants.orders.actions.order_site import order_site
from tenants.orders.models import OrderState
from tenants.orders.queries import order_by_number


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_site(request: HttpRequest) -> HttpResponse:
    """The form; a valid one is carried out by the worker, a form sent twice once. `?fran=` is an order to mend.

    Raises:
        Denied: for anybody who does not run the sites.
    """
    require_operator(request.user)
    if request.method != "POST":
        return _page(request, NewSiteForm(initial=_initial(request)))
    number = _sent_before(request)
    if number is not None:
        return redirect("operator:order", number)
    form = NewSiteForm(request.POST)
    if form.is_valid():
        wanted = dict(form.cleaned_data)
        number = wanted.pop("number")
        try:
            order_site(actor=actor_of(request), number=number, new=NewTenant(**wanted), now=clock.now())
        except ValidationError as error:
            form.add_error(None, error)
        except TenantExists as error:
            form.add_error(None, str(error))
        else:
            return redirect("operator:order", number)
    return _page(request, form)


def _sent_before(request: HttpRequest) -> UUID | None:
    """The order of this very form, if it has come already: by now its names are taken, by itself."""
    try:
        number = UUID(request.POST.get("number", ""))
    except ValueError:
        return None
    return number if order_by_number(number) is not None else None


def _page(request: HttpRequest, form: NewSiteForm) -> HttpResponse:
    context = {"trail": trail(_("Skapa en webbplats")), "form": form}
    return render(request, "portal/operator/new_site.html", context, status=422 if form.errors else 200)


def _initial(request: HttpRequest) -> dict[str, object]:
    """A number of its own, and what an order that failed had asked for."""
    given: dict[str, object] = {"number": uuid.uuid4()}
    try:
        failed = order_by_number(UUID(request.GET.get("fran", "")))
    except ValueError:
        failed = None
    if failed is not None:
        known = {field.name for field in fields(NewTenant)} - {"other_names", "is_demo", "mark"}
        given |= {name: value for name, value in failed.wanted.items() if name in known}
        given["hosts"] = "\n".join(failed.wanted["hosts"])
    return given


@never_cache
@require_safe
def order_page(request: HttpRequest, number: UUID) -> HttpResponse:
    """How far it has come; the page asks again by itself until it is known.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such order.
    """
    require_operator(request.user)
    order = order_by_number(number)
    if order is None:
        raise Http404
    context = {
        "trail": trail(_("Skapa en webbplats")),
        "order": order,
        "number": str(order.uuid),
        "name": order.wanted["official_name"] or order.wanted["name"],
        "waits": order.state in {OrderState.WAITING, OrderState.RUNNING},
    }
    return render(request, "portal/operator/order.html", context)
