"""For the system maintainer: the organisation on any day, and the plans that change it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.kernel import clock
from samverk.people import queries
from samverk.people.access import plan_or_404
from samverk.people.actions.change_steps import add_step, distribute, remove_step
from samverk.people.actions.decide_plan import decide_plan
from samverk.people.actions.prepare_plan import PlanClosed, cancel_plan, prepare_plan
from samverk.people.actions.undo_plan import undo_plan
from samverk.people.models import PlanState, ReorganisationPlan
from samverk.people.plan_forms import STEP_FORMS, STEP_LABELS, DistributeForm, PlanForm
from samverk.people.plan_words import marks, mentioned, names_in, sentence
from samverk.people.reorganising.effect import children_of_split, effect_of
from samverk.people.reorganising.ledger import BuiltUpon
from samverk.people.reorganising.parts import StepRefused
from samverk.people.reorganising.steps import from_json
from samverk.people.timeline import timeline
from samverk.people.views.organisation import day_of
from samverk.ui.trails import administration_trail

TONES = {"draft": "neutral", "scheduled": "info", "applied": "success", "undone": "warning", "cancelled": "neutral"}

#: No plan has this many steps.
DIGITS = 6


def _trail(*here: str | tuple[str, str]) -> list[dict[str, str]]:
    ours = _("Ändra organisationen")
    return administration_trail((ours, reverse("people:plans")), *here) if here else administration_trail(ours)


def _below(held: ReorganisationPlan, label: str) -> list[dict[str, str]]:
    return _trail((held.title, reverse("people:plan", args=[held.uuid])), label)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest) -> HttpResponse:
    """Today's organisation or another day's, every plan, and a form for a new one."""
    require_maintainer(request.user)
    form = PlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = prepare_plan(actor=actor_of(request), **form.cleaned_data)
        return redirect("people:plan", made.uuid)
    day, unreadable = day_of(request)
    known = list(queries.plans())
    drawn = [(plan.day, plan.state == PlanState.APPLIED) for plan in known if plan.state in {"scheduled", "applied"}]
    context = {
        "trail": _trail(),
        "form": form,
        "day": day,
        "unreadable": unreadable,
        "tree": queries.organisation(day),
        "plans": [{"plan": plan, "tone": TONES[plan.state]} for plan in known],
        "timeline": timeline(drawn, today=clock.today()) if drawn else "",
    }
    return render(request, "people/plans.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One plan: what it says, what it would do, and what can be done with it."""
    require_maintainer(request.user)
    held = plan_or_404(uuid)
    return _plan(request, held)


def _plan(request: HttpRequest, held: ReorganisationPlan, *, status: int = 200) -> HttpResponse:
    steps = from_json(held.steps)
    names = names_in(steps, queries.named(mentioned(steps)))
    open_now = held.state in {PlanState.DRAFT, PlanState.SCHEDULED}
    context = {
        "trail": _trail(held.title),
        "plan": held,
        "tone": TONES[held.state],
        "is_draft": held.state == PlanState.DRAFT,
        "is_open": open_now,
        "due": held.day <= clock.today(),
        "steps": [
            {"number": n, "text": sentence(step, names), "splits": step.verb == "split"} for n, step in enumerate(steps)
        ],
        "verbs": [{"slug": slug, "label": STEP_LABELS[slug]} for slug in STEP_FORMS],
    }
    if open_now and steps:
        effect = effect_of(held)
        before, after = marks(effect)
        context["effect"] = effect
        context["before"] = queries.tree_of(effect.before, marks=before)
        context["after"] = queries.tree_of(effect.after, marks=after)
    return render(request, "people/plan.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, uuid: UUID, verb: str) -> HttpResponse:
    """The form of one step; `fordela` says who goes where in a split that is there already."""
    require_maintainer(request.user)
    held = plan_or_404(uuid)
    if verb == "fordela":
        return _distribute(request, held)
    if verb not in STEP_FORMS:
        raise Http404
    form = STEP_FORMS[verb](request.POST if request.method == "POST" else None, plan=held)
    if request.method == "POST" and form.is_valid():
        try:
            add_step(actor=actor_of(request), plan=held, step=form.step())
            messages.success(request, _("Steget är tillagt. Titta igenom hur det blir."))
            return redirect("people:plan", held.uuid)
        except (StepRefused, PlanClosed) as refused:
            form.add_error(None, str(refused))
    label = str(STEP_LABELS[verb])
    context = {
        "trail": _below(held, label),
        "plan": held,
        "form": form,
        "title": label,
    }
    return render(request, "people/step.html", context, status=422 if form.errors else 200)


def _number(typed: str) -> int | None:
    """Which step; None for what is no number, or one that no plan reaches (Python refuses thousands of digits)."""
    return int(typed) if typed.isdecimal() and len(typed) < DIGITS else None


def _distribute(request: HttpRequest, held: ReorganisationPlan) -> HttpResponse:
    steps = from_json(held.steps)
    number = _number(request.GET.get("nr", ""))
    if number is None or number >= len(steps) or steps[number].verb != "split":
        raise Http404
    chosen = steps[number]
    own = names_in([], queries.named(chosen.subjects)).get(chosen.subjects[0], "")
    children = children_of_split(chosen, held.day)
    form = DistributeForm(request.POST if request.method == "POST" else None, step=chosen, children=children, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            distribute(actor=actor_of(request), plan=held, number=number, where=form.where())
            messages.success(request, _("Fördelningen är sparad."))
            return redirect("people:plan", held.uuid)
        except (StepRefused, PlanClosed) as refused:
            form.add_error(None, str(refused))
    label = _("Fördela %(name)s") % {"name": own}
    context = {
        "trail": _below(held, label),
        "plan": held,
        "form": form,
        "title": label,
        "many": True,
    }
    return render(request, "people/step.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def act(request: HttpRequest, uuid: UUID, what: str) -> HttpResponse:
    """Decide, put away, undo, or take a step out; what cannot be is told on the plan's page."""
    require_maintainer(request.user)
    held = plan_or_404(uuid)
    actor, number = actor_of(request), _number(request.POST.get("nr", ""))
    try:
        if what == "besluta":
            done = decide_plan(actor=actor, plan=held, today=clock.today(), now=clock.now())
            applied = done.state == PlanState.APPLIED
            told = _("Planen är genomförd.") if applied else _("Planen är beslutad och genomförs på sin dag.")
        elif what == "kasta":
            cancel_plan(actor=actor, plan=held)
            messages.success(request, _("Planen är kastad. Inget i organisationen är ändrat."))
            return redirect("people:plans")
        elif what == "angra":
            undo_plan(actor=actor, plan=held)
            told = _("Planen är ångrad. Organisationen är som den var före den.")
        elif what == "ta-bort" and number is not None:
            remove_step(actor=actor, plan=held, number=number)
            told = _("Steget är borttaget.")
        else:
            raise Http404
    except (StepRefused, PlanClosed, BuiltUpon) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, told)
    return redirect("people:plan", held.uuid)
