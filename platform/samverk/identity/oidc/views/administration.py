"""For the system maintainer: who signs people in, what claims make of them, and a place to try that out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.oidc.access import any_link_or_404
from samverk.identity.oidc.actions.set_claim_rules import add_claim_rule, remove_claim_rule
from samverk.identity.oidc.actions.set_sign_in_policy import set_sign_in_policy
from samverk.identity.oidc.actions.unlink_identity import unlink_identity
from samverk.identity.oidc.attempt import callback_url
from samverk.identity.oidc.forms import PolicyForm, RuleForm, TryOutForm
from samverk.identity.oidc.models import ProviderSite
from samverk.identity.oidc.queries import identities_here, links_here, outcomes_here, policy_here, rules_here
from samverk.identity.oidc.session import assurance_of
from samverk.identity.oidc.try_out import foresee
from samverk.kernel import clock
from samverk.ui.trails import administration_trail


def _trail(*here: str) -> list[dict[str, str]]:
    """The way to these pages."""
    ours = _("Inloggning")
    return administration_trail((ours, reverse("oidc:administration")), *here) if here else administration_trail(ours)


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The site's providers and its demands."""
    require_maintainer(request.user)
    policy = policy_here()
    initial = {"editors_level": policy.editors_level, "administration_level": policy.administration_level}
    return _overview(request, PolicyForm(initial=initial), status=200)


def _overview(request: HttpRequest, form: PolicyForm, *, status: int) -> HttpResponse:
    context = {"links": list(links_here()), "form": form, "own_level": assurance_of(request), "trail": _trail()}
    return render(request, "oidc/administration.html", context, status=status)


@never_cache
@require_POST
def set_policy(request: HttpRequest) -> HttpResponse:
    """Store the demands."""
    require_maintainer(request.user)
    form = PolicyForm(request.POST)
    if form.is_valid():
        try:
            set_sign_in_policy(actor=actor_of(request), own_level=assurance_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error("administration_level", error)
        else:
            messages.success(request, _("Kraven är sparade och gäller från nästa sida som öppnas."))
            return redirect("oidc:administration")
    return _overview(request, form, status=400)


@never_cache
@require_safe
def provider(request: HttpRequest, key: str) -> HttpResponse:
    """One provider: what it is, which rules its claims meet, a box to try them."""
    require_maintainer(request.user)
    return _provider(request, any_link_or_404(key), RuleForm(prefix="regel"), TryOutForm(prefix="prova"))


def _provider(
    request: HttpRequest,
    link: ProviderSite,
    rule_form: RuleForm,
    try_form: TryOutForm,
    *,
    foreseen: Any = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "link": link,
        "rules": list(rules_here(link.provider.key)),
        "rule_form": rule_form,
        "try_form": try_form,
        "foreseen": foreseen,
        "outcomes": outcomes_here(),
        "callback": callback_url(request, link.provider),
        "trail": _trail(link.provider.name),
    }
    return render(request, "oidc/provider.html", context, status=status)


@never_cache
@require_POST
def add_rule(request: HttpRequest, key: str) -> HttpResponse:
    """Append a rule."""
    require_maintainer(request.user)
    link = any_link_or_404(key)
    form = RuleForm(request.POST, prefix="regel")
    if form.is_valid():
        try:
            add_claim_rule(actor=actor_of(request), link=link, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("outcome", error)
        else:
            messages.success(request, _("Regeln är tillagd och gäller från nästa inloggning."))
            return redirect("oidc:provider", key)
    return _provider(request, link, form, TryOutForm(prefix="prova"), status=400)


@never_cache
@require_POST
def remove_rule(request: HttpRequest, key: str, rule_id: int) -> HttpResponse:
    """Remove a rule."""
    require_maintainer(request.user)
    if not remove_claim_rule(actor=actor_of(request), link=any_link_or_404(key), rule_id=rule_id):
        raise Http404
    messages.success(request, _("Regeln är borttagen och gäller inte vid nästa inloggning."))
    return redirect("oidc:provider", key)


@never_cache
@sensitive_post_parameters("prova-claims")
@require_POST
def try_out(request: HttpRequest, key: str) -> HttpResponse:
    """What would somebody with these claims become; answers at once and keeps nothing."""
    require_maintainer(request.user)
    link = any_link_or_404(key)
    form = TryOutForm(request.POST, prefix="prova")
    if not form.is_valid():
        return _provider(request, link, RuleForm(prefix="regel"), form, status=400)
    foreseen = foresee(link=link, claims=form.cleaned_data["claims"])
    return _provider(request, link, RuleForm(prefix="regel"), form, foreseen=foreseen)


@never_cache
@require_safe
def identities(request: HttpRequest) -> HttpResponse:
    """Which accounts here are opened by more than one identity."""
    require_maintainer(request.user)
    return render(
        request,
        "oidc/identities.html",
        {
            "identities": list(identities_here(reader=request.user)[:200]),
            "trail": _trail(_("Kopplade inloggningar")),
        },
    )


@never_cache
@require_POST
def unlink(request: HttpRequest, link_id: int) -> HttpResponse:
    """Undo a link for somebody who cannot."""
    require_maintainer(request.user)
    if not unlink_identity(actor=actor_of(request), link_id=link_id, now=clock.now()):
        raise Http404
    messages.success(request, _("Kopplingen är borttagen."))
    return redirect("oidc:identities")
