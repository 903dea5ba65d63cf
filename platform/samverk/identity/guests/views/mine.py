"""/mina-gaster/ for sponsors; the same for all guests of the site for system maintainers."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.guests.access import may_invite, require_host, require_inviter, stay_or_404
from samverk.identity.guests.actions import end_stay as ending
from samverk.identity.guests.actions import resend_invitation as resending
from samverk.identity.guests.actions.extend_stay import extend_stay
from samverk.identity.guests.actions.invite_again import invite_again
from samverk.identity.guests.actions.invite_guest import invite_guest
from samverk.identity.guests.actions.reopen_stay import reopen_stay
from samverk.identity.guests.forms import ExtendForm, InviteForm
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.places import place_kinds
from samverk.identity.guests.queries import all_guests, guests_of
from samverk.identity.guests.terms import USUAL, months_after
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.ui.trails import administration_trail
from tenants.middleware import tenant_of

PAGE = 50


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My guests: who, until when, and what I can do about it."""
    host = require_host(request.user)
    page = Paginator(guests_of(host), PAGE).get_page(request.GET.get("sida"))
    return _list(request, page, title=_("Mina gäster"), trail=[])


@never_cache
@require_safe
def everybodys(request: HttpRequest) -> HttpResponse:
    """All guests of the site.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer(request.user)
    page = Paginator(all_guests(), PAGE).get_page(request.GET.get("sida"))
    return _list(request, page, title=_("Gäster"), trail=administration_trail(_("Gäster")), all_of_them=True)


def _list(request: HttpRequest, page: object, **context: object) -> HttpResponse:
    today = clock.today()
    rows = [_row(stay, today) for stay in page]  # type: ignore[attr-defined]
    told = {"rows": rows, "page": page, "may_invite": may_invite(request.user), **context}
    return render(request, "guests/list.html", told)


def _row(stay: GuestStay, today: date) -> dict[str, object]:
    if stay.ended_at is not None:
        state, tone = _("Avslutad"), "neutral"
    elif stay.expires_on < today:
        state, tone = _("Tiden är ute"), "neutral"
    elif stay.accepted_at is None:
        state, tone = _("Väntar på svar"), "info"
    elif (stay.expires_on - today).days <= 14:
        state, tone = _("Slutar snart"), "warning"
    else:
        state, tone = _("Här"), "success"
    return {"stay": stay, "state": state, "tone": tone, "open": stay.ended_at is None}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """The form; a valid one sends the invitation."""
    sponsor = require_inviter(request.user)
    offered = {kind: (declared.label, declared.offered(sponsor)) for kind, declared in place_kinds}
    posted = request.POST if request.method == "POST" else None
    language = next(iter(tenant_of(request).languages), "sv")
    form = InviteForm(posted, today=clock.today(), language=language, offered=offered)
    if posted is not None and form.is_valid() and _invited(request, sponsor, form):
        messages.success(request, _("Inbjudan är på väg till %(email)s.") % {"email": form.cleaned_data["email"]})
        return redirect("guests:mine")
    return render(request, "guests/invite.html", {"form": form, **_trail(_("Bjud in en gäst"))}, status=_status(form))


def _invited(request: HttpRequest, sponsor: User, form: InviteForm) -> bool:
    told = {name: form.cleaned_data[name] for name in ("name", "email", "organisation", "purpose", "terms")}
    try:
        invite_guest(
            actor=actor_of(request),
            sponsor=sponsor,
            expires_on=form.cleaned_data["expires_on"],
            places=form.places(),
            link_base=_base(request),
            now=clock.now(),
            **told,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """One guest: what they are here for, and a new last day."""
    host = require_host(request.user)
    found = stay_or_404(user=host, pk=pk)
    today = clock.today()
    form = ExtendForm(request.POST if request.method == "POST" else None, initial={"expires_on": _later(found, today)})
    if request.method == "POST" and form.is_valid():
        try:
            extend_stay(
                actor=actor_of(request), stay=found, expires_on=form.cleaned_data["expires_on"], now=clock.now()
            )
        except ValidationError as error:
            form.add_error("expires_on", error)
        else:
            messages.success(request, _("Den nya sista dagen är sparad."))
            return redirect("guests:stay", found.pk)
    return _stay(request, found, form, today)


def _stay(request: HttpRequest, found: GuestStay, form: ExtendForm, today: date) -> HttpResponse:
    context = {
        "form": form,
        "places": _places(found),
        "may_invite": may_invite(request.user),
        "undo_until": found.reopens_until(clock.now()),
        **_row(found, today),
        **_trail(found.name),
    }
    return render(request, "guests/stay.html", context, status=_status(form))


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the stay now."""
    found = stay_or_404(user=require_host(request.user), pk=pk)
    ended = ending.end_stay(actor=actor_of(request), stay=found, now=clock.now())
    told = (
        _("Kontot är stängt. Det gästen har skrivit finns kvar.") if ended.accepted_at else _("Länken gäller inte mer.")
    )
    messages.success(request, told)
    return redirect("guests:stay", found.pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's mind about it."""
    host = require_inviter(request.user)
    found = stay_or_404(user=host, pk=pk)
    if reopen_stay(actor=actor_of(request), host=host, stay=found, now=clock.now()):
        messages.success(request, _("Det är öppet igen, som det var."))
    else:
        messages.warning(request, _("Det går inte att ångra längre. Bjud in igen i stället."))
    return redirect("guests:stay", found.pk)


@never_cache
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask back a guest whose stay was ended."""
    host = require_inviter(request.user)
    found = stay_or_404(user=host, pk=pk)
    form = ExtendForm(request.POST)
    if form.is_valid():
        try:
            invite_again(
                actor=actor_of(request),
                inviter=host,
                stay=found,
                expires_on=form.cleaned_data["expires_on"],
                link_base=_base(request),
                now=clock.now(),
            )
        except ValidationError as error:
            form.add_error("expires_on", error)
        else:
            messages.success(request, _("Inbjudan är på väg till %(email)s.") % {"email": found.email})
            return redirect("guests:stay", found.pk)
    return _stay(request, found, form, clock.today())


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail a new link."""
    found = stay_or_404(user=require_host(request.user), pk=pk)
    if resending.resend_invitation(actor=actor_of(request), stay=found, link_base=_base(request)):
        messages.success(request, _("En ny länk är på väg. Den gamla går inte att använda längre."))
    return redirect("guests:stay", found.pk)


def _places(found: GuestStay) -> list[object]:
    wanted: dict[str, list[str]] = {}
    for place in found.places.all():
        wanted.setdefault(place.kind, []).append(place.key)
    return [place for kind, declared in place_kinds if kind in wanted for place in declared.found(wanted[kind])]


def _later(found: GuestStay, today: date) -> date:
    return max(found.expires_on, months_after(today, USUAL))


def _base(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _trail(here: str) -> dict[str, object]:
    return {"trail": [{"label": _("Mina gäster"), "url": reverse("guests:mine")}, {"label": here, "url": ""}]}


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200
