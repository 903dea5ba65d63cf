"""A person's own identities: see them, link one more with proof from both, take one away (PF-10)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, is_person
from samverk.identity.oidc import session
from samverk.identity.oidc.access import open_link_or_404
from samverk.identity.oidc.actions.link_identity import link_identity
from samverk.identity.oidc.actions.unlink_identity import unlink_identity
from samverk.identity.oidc.attempt import LINK, begin
from samverk.identity.oidc.metadata import ensure_fresh
from samverk.identity.oidc.queries import identities_of, link_here, open_links_here
from samverk.identity.oidc.refusal import Refused
from samverk.identity.oidc.refusals import refuse
from samverk.kernel import clock


@never_cache
@require_safe
def my_identities(request: HttpRequest) -> HttpResponse:
    """What opens my account here."""
    assert is_person(request.user)
    linked = list(identities_of(request.user.pk))
    mine = session.provider_of(request)
    offered = [link for link in open_links_here() if link.provider.key != mine] if mine else []
    taken = {identity.provider_key for identity in linked}
    context = {
        "linked": linked,
        "offered": [link for link in offered if link.provider.key not in taken],
        "proved_by_provider": bool(mine),
    }
    return render(request, "oidc/my_identities.html", context)


@never_cache
@require_GET
def begin_link(request: HttpRequest, key: str) -> HttpResponse:
    """Prove the second identity; the first must have been proved within ten minutes."""
    assert is_person(request.user)
    link = open_link_or_404(key)
    mine = link_here(session.provider_of(request))
    if mine is None:
        raise Http404
    try:
        if not session.is_fresh_proof(request, now=clock.now()):
            again = reverse("oidc:step_up") + "?" + urlencode({"hogst": "0", "next": request.get_full_path()})
            return redirect(again)
        provider = ensure_fresh(link.provider, now=clock.now())
    except Refused as error:
        return refuse(request, provider=link.provider, error=error)
    return redirect(
        begin(
            request=request,
            provider=provider,
            now=clock.now(),
            next_url=reverse("oidc:confirm_link"),
            purpose=LINK,
            prompt="login",
            person=str(request.user.uuid),
        )
    )


def _pending(request: HttpRequest) -> dict[str, Any]:
    assert is_person(request.user)
    pending: dict[str, Any] = request.session.get(session.PENDING) or {}
    young = bool(pending) and clock.now().timestamp() - pending["at"] <= session.FRESH_SECONDS
    if not young or pending["person"] != str(request.user.uuid):
        raise Http404
    return pending


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_link(request: HttpRequest) -> HttpResponse:
    """Both are proved; the person says yes here, in a form that no other page can send."""
    pending = _pending(request)
    assert is_person(request.user)
    link = open_link_or_404(pending["provider_key"])
    if request.method != "POST":
        return render(request, "oidc/confirm_link.html", {"pending": pending, "provider": link.provider})
    del request.session[session.PENDING]
    if not session.is_fresh_proof(request, now=clock.now()):
        raise Http404
    try:
        link_identity(
            actor=actor_of(request),
            user=request.user,
            provider_key=pending["provider_key"],
            issuer=pending["issuer"],
            subject=pending["subject"],
            shown_name=pending["shown_name"],
            proved_by=session.provider_of(request),
            now=clock.now(),
        )
    except Refused as error:
        return refuse(request, provider=link.provider, error=error)
    messages.success(request, _("Inloggningen är kopplad. Nu kommer du till samma konto vilken du än väljer."))
    return redirect("oidc:my_identities")


@never_cache
@require_POST
def remove_link(request: HttpRequest, link_id: int) -> HttpResponse:
    """Take away one of my own."""
    assert is_person(request.user)
    done = unlink_identity(actor=actor_of(request), link_id=link_id, now=clock.now(), owner_id=request.user.pk)
    if not done:
        raise Http404
    messages.success(request, _("Kopplingen är borttagen."))
    return redirect("oidc:my_identities")
