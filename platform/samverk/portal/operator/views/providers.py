"""Providers the deployment trusts, and which site each signs people in to."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.identity.oidc.actions.link_provider import link_provider
from samverk.identity.oidc.actions.register_provider import register_provider
from samverk.identity.oidc.actions.unlink_provider import unlink_provider
from samverk.identity.oidc.fetch import ProviderDown
from samverk.identity.oidc.queries import all_providers, provider_by_key, providers_of
from samverk.kernel import clock
from samverk.portal.operator.access import require_operator, site_or_404
from samverk.portal.operator.forms import LinkForm, ProviderForm
from samverk.portal.operator.views.sites import trail
from tenants.queries import tenants_in_use


@never_cache
@sensitive_post_parameters("client_secret")
@require_http_methods(["GET", "HEAD", "POST"])
def providers(request: HttpRequest) -> HttpResponse:
    """The list, and the form that trusts one more. Secrets are never shown.

    Raises:
        Denied: for anybody who does not run the sites.
    """
    require_operator(request.user)
    form = ProviderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = register_provider(actor=actor_of(request), now=clock.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        except ProviderDown:
            form.add_error("issuer", _("Tjänsten svarar inte där, eller svarar fel. Kontrollera adressen."))
        else:
            text = _("%(name)s är upplagd. Koppla den till en webbplats från webbplatsens sida.") % {"name": made.name}
            messages.success(request, text)
            return redirect("operator:providers")
    names = dict(tenants_in_use().values_list("schema_name", "official_name"))
    rows = [
        {
            "provider": each,
            "sites": ", ".join(names.get(link.schema_name, link.schema_name) for link in each.sites.all()),
        }
        for each in all_providers()
    ]
    context = {"rows": rows, "form": form}
    return render(request, "portal/operator/providers.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a provider sign people in to the site.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such site.
    """
    require_operator(request.user)
    tenant = site_or_404(slug)
    choices = [(each.key, each.name) for each in all_providers()]
    form = LinkForm(request.POST if request.method == "POST" else None, providers=choices)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            link_provider(
                actor=actor_of(request),
                provider=provider_by_key(wanted["provider"]),
                tenant=tenant,
                claim=wanted["claim"],
                values=wanted["values"].splitlines(),
                label=wanted["label"],
            )
        except ValidationError as error:
            form.add_error("values", " ".join(error.messages))
        else:
            messages.success(request, _("Inloggningstjänsten är kopplad. Knappen finns på inloggningssidan nu."))
            return redirect("operator:site", slug)
    context = {
        "trail": trail((tenant.official_name, reverse("operator:site", args=[slug])), _("Koppla en inloggningstjänst")),
        "tenant": tenant,
        "form": form,
        "any": bool(choices),
        "links": providers_of([tenant.schema_name])[tenant.schema_name],
    }
    return render(request, "portal/operator/link_provider.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def unlink(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take a provider away from the site: whoever came in through it is out at once; accounts stay.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such site, or the provider does not sign people in there.
    """
    require_operator(request.user)
    tenant = site_or_404(slug)
    links = providers_of([tenant.schema_name])[tenant.schema_name]
    found = next((link.provider for link in links if link.provider.key == key), None)
    if found is None:
        raise Http404
    unlink_provider(actor=actor_of(request), provider=found, tenant=tenant)
    told = _("%(name)s loggar inte längre in någon på %(site)s.")
    messages.success(request, told % {"name": found.name, "site": tenant.official_name})
    return redirect("operator:link_provider", slug)
