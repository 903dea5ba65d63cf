"""One release: what it would do here, the conflicts to settle, and taking it."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.adoption.access import require_taker
from shared_templates.adoption.actions.keep_answers import keep_answers
from shared_templates.adoption.actions.order_release import order_release
from shared_templates.adoption.actions.put_off import put_off
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.attempts import choices_of
from shared_templates.adoption.forms import PutOffForm
from shared_templates.adoption.models import Application
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.planning import WITH_CARE, Effect, Planned
from shared_templates.adoption.queries import Preview, application_by_uuid, kept_answers, preview
from shared_templates.adoption.settling import TakeForm, quiet
from shared_templates.adoption.views.common import of_a_municipality
from shared_templates.adoption.words import EFFECT, EFFECT_BADGE, told_counts, told_unsettled
from shared_templates.content.kinds import KINDS
from shared_templates.content.merging import Unsettled
from shared_templates.content.values import Content
from shared_templates.screens.comparing import compared
from shared_templates.screens.trail import trail_of_items

#: More than this many items are left to the worker: a page answers within a second.
MANY = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def preview_release(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What each item would do here; posted, what is chosen is taken, or nothing is.

    Raises:
        Denied: for anybody but those who take releases.
        Http404: when there is no such release.
    """
    require_taker(request.user)
    # Before anything is read: what is changed here after it is not what the person has chosen about.
    began = clock.now()
    found = _preview_or_404(uuid)
    if request.method != "POST":
        return _left(request, found)
    if request.POST.get("gor") == "spara":
        _keep(request, found)
        messages.success(request, _("Dina val är sparade. Inget är infört än."))
        begun = _begun(request, found)
        return _left(request, found, late=begun) if begun else redirect("templates:preview", uuid)
    done = _done_before(request)
    if done is not None:
        return _taken(request, done)
    form = TakeForm(request.POST, planned=found.planned)
    if form.is_valid():
        keys = form.keys()
        try:
            done = (order_release if len(keys) > MANY else partial(take_release, read_at=began))(
                actor=actor_of(request),
                uuid=form.cleaned_data["attempt"],
                release=uuid,
                now=began,
                keys=keys,
                choices=form.choices(),
            )
        except Unsettled as error:
            form.add_error(None, told_unsettled(error))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            return _taken(request, done)
    return _page(request, found, form, status=422, late=_begun(request, found))


@never_cache
@require_POST
@of_a_municipality
def postpone(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say of one item of a release that it waits or is not taken; what else is chosen on the page is kept.

    Raises:
        Denied: for anybody but those who take releases.
        Http404: when there is no such release, or nothing new of that item in it.
    """
    require_taker(request.user)
    found = _preview_or_404(uuid)
    deed, _colon, key = request.POST.get("gor", "").partition(":")
    one = next((one for one in found.planned if str(one.item.key) == key), None)
    if one is None:
        raise Http404
    _keep(request, found, besides=one)
    form = PutOffForm(request.POST, key=one.item.key)
    if form.is_valid():
        try:
            until, why = form.chosen(deed)
            put_off(actor=actor_of(request), item=one.item, now=clock.now(), until=until, why=why)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(code)s tas inte in nu.") % {"code": one.item.code})
            return redirect(reverse("templates:preview", args=[uuid]) + f"#ta-{one.item.key}")
    return _left(request, found, status=422, late=_begun(request, found) | {one.item.key: form})


def _preview_or_404(uuid: UUID) -> Preview:
    found = preview(uuid)
    if found is None:
        raise Http404
    return found


def _left(
    request: HttpRequest, found: Preview, *, status: int = 200, late: dict[UUID, PutOffForm] | None = None
) -> HttpResponse:
    """The page as somebody left it, else with what nobody has to be asked about ticked."""
    kept = kept_answers(found.release.uuid)
    if kept is None:
        form = TakeForm(planned=found.planned, wanted=quiet(found.planned, clock.today()))
    else:
        # An answer was given about a text: it says nothing of the one that somebody has written here since.
        written = {one.item.key for one in found.planned if one.here and one.here.changed_at > kept.asked_at}
        chosen = {key: answers for key, answers in choices_of(kept).items() if key not in written}
        form = TakeForm(planned=found.planned, wanted=map(UUID, kept.wanted), chosen=chosen)
    return _page(request, found, form, status=status, late=late, kept=kept)


def _keep(request: HttpRequest, found: Preview, *, besides: Planned | None = None) -> None:
    """What is chosen on the page; `besides` is the item that is put off now, and no longer wanted."""
    form = TakeForm(request.POST, planned=found.planned)
    choices = form.so_far()
    wanted = [key for key in form.ticked() if besides is None or key != besides.item.key]
    keep_answers(actor=actor_of(request), release=found.release, wanted=wanted, choices=choices, now=clock.now())


def _begun(request: HttpRequest, found: Preview) -> dict[UUID, PutOffForm]:
    """Days and reasons that are written but not sent: Enter in such a field keeps the choices, and must lose none."""
    forms = {one.item.key: PutOffForm(request.POST, key=one.item.key) for one in found.planned}
    return {key: form for key, form in forms.items() if form.has_changed()}


def _done_before(request: HttpRequest) -> Application | None:
    """What the same form has already done or asked for, when it comes twice."""
    try:
        done = application_by_uuid(UUID(request.POST.get("attempt", "")))
    except ValueError:
        return None
    return done if done is not None and done.state != ApplicationState.UNDONE else None


def _taken(request: HttpRequest, done: Application) -> HttpResponse:
    if done.state != ApplicationState.DONE:
        return redirect("templates:application", done.uuid)
    number = len(done.wanted)
    said = ngettext("%(number)s sak är införd.", "%(number)s saker är införda.", number) % {"number": number}
    messages.success(request, said + " " + _("Du kan ångra det nedan."))
    return redirect("templates:waiting")


def _page(
    request: HttpRequest,
    found: Preview,
    form: TakeForm,
    *,
    status: int,
    late: dict[UUID, PutOffForm] | None = None,
    kept: Application | None = None,
) -> HttpResponse:
    day, ticked = clock.today(), form.wanted()
    context = {
        "trail": trail_of_items((_("Nytt från mallen"), reverse("templates:waiting")), str(found.release)),
        "release": found.release,
        "counts": told_counts(found.counts),
        "form": form,
        "late": list(late.values()) if late else [],
        "kept": kept,
        "items": [_shown(one, form, day, ticked, (late or {}).get(one.item.key)) for one in found.planned],
    }
    return render(request, "adoption/preview.html", context, status=status)


def _shown(one: Planned, form: TakeForm, day: date, ticked: set[str], late: PutOffForm | None) -> dict[str, Any]:
    """One item of the preview."""
    before = one.here.said() if one.here else Content({})
    return {
        "one": one,
        "key": str(one.item.key),
        "ticked": str(one.item.key) in ticked,
        "badge": EFFECT_BADGE[one.effect],
        "words": EFFECT[one.effect],
        "care": one.effect in WITH_CARE,
        "is_new": one.effect == Effect.NEW,
        "is_put_off": one.is_put_off(day),
        "parts": [] if one.effect == Effect.NOT_HERE else compared(KINDS[one.item.kind], before, one.outcome),
        "read": form[f"last-{one.item.key}"],
        "questions": [
            (each, form[each.name], form[f"{each.name}-egen"] if each.takes_own else None)
            for each in form.questions[one.item.key]
        ],
        "late": PutOffForm(key=one.item.key) if late is None else late,
        "is_late": late is not None,
    }
