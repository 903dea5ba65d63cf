"""The site's colour, letters and logotype, tried out before they are kept (TN-15)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of, require_maintainer
from samverk.portal.forms import AppearanceForm
from samverk.ui.colour import ColourError, normalise
from samverk.ui.theme import sample_colours
from samverk.ui.trails import administration_trail
from tenants.actions.set_logo import set_logo
from tenants.actions.set_theme import NotLetters, set_theme
from tenants.middleware import tenant_of
from tenants.models import Tenant


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Show the form; "Förhandsgranska" draws without keeping, "Spara" keeps.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: on the operator's site, which looks as the product does.
    """
    require_maintainer(request.user)
    tenant = tenant_of(request)
    if tenant.is_operator:
        raise Http404
    if request.method != "POST":
        return _page(request, tenant, AppearanceForm(initial=_initial(tenant)))
    form = AppearanceForm(request.POST, request.FILES)
    offered = ""
    if form.is_valid() and "preview" not in request.POST:
        offered = _keep(request, tenant, form)
        if not form.errors:
            messages.success(request, _("Utseendet är sparat. Alla ser det nästa gång de öppnar en sida."))
            return redirect("portal:appearance")
    return _page(request, tenant, form, offered=offered)


def _initial(tenant: Tenant) -> dict[str, str]:
    return {"brand_colour": tenant.brand_colour, "mark": tenant.mark}


def _keep(request: HttpRequest, tenant: Tenant, form: AppearanceForm) -> str:
    """Save all of it or nothing; what is wrong is put on the form. Returns the colour to offer, if any."""
    actor, wanted = actor_of(request), form.cleaned_data
    before = (tenant.brand_colour, tenant.mark)
    field, offered = "brand_colour", ""
    try:
        with transaction.atomic():
            set_theme(actor=actor, tenant=tenant, brand_colour=wanted["brand_colour"], mark=wanted["mark"])
            field = "logo"
            if wanted["logo"] or (wanted["remove_logo"] and tenant.logo):
                set_logo(actor=actor, tenant=tenant, upload=wanted["logo"])
    except ValidationError as error:
        # The page is drawn from the site as it is, not as it nearly became.
        tenant.brand_colour, tenant.mark = before
        offered = getattr(error, "offered", "")
        form.add_error("mark" if isinstance(error, NotLetters) else field, error)
    return offered


def _page(request: HttpRequest, tenant: Tenant, form: AppearanceForm, *, offered: str = "") -> HttpResponse:
    try:
        shown = normalise(offered or form["brand_colour"].value() or "")
    except ColourError:
        shown = tenant.brand_colour
    context = {
        "trail": administration_trail(_("Utseende")),
        "form": form,
        "offered": offered,
        "tenant": tenant,
        "shown": shown,
        "shown_mark": (form["mark"].value() or tenant.mark)[:3],
        "samples": [sample_colours(shown, dark=False), sample_colours(shown, dark=True)],
    }
    return render(request, "portal/appearance.html", context, status=422 if form.errors else 200)
