"""Write a master: new, or the next version of one (TP-01, TP-11, TP-16)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.adoption.terms import hints_about
from shared_templates.content.kinds import KINDS
from shared_templates.content.places import PARENT
from shared_templates.masters.access import require_editor, require_model_site
from shared_templates.masters.actions.keep_master import ChangedMeanwhile, keep_master
from shared_templates.masters.choosing import shelves
from shared_templates.masters.views.one import master_or_404
from shared_templates.masters.writing import MasterForm
from shared_templates.screens.comparing import ToldPart, compared
from shared_templates.screens.refusals import tell
from shared_templates.screens.trail import trail


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """First the sort, then the text.

    Raises:
        Http404: on a site that is no model municipality.
        Denied: for anybody but editors.
    """
    require_model_site(request)
    require_editor(request.user)
    kind = KINDS.get((request.POST if request.method == "POST" else request.GET).get("sort", ""))
    if kind is None:
        context = {"trail": trail(request, _("Nytt")), "shelves": shelves()}
        return render(request, "masters/choose_kind.html", context, status=422 if request.method == "POST" else 200)
    return _answer(request, MasterForm(request.POST if request.method == "POST" else None, kind=kind))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Change what one says; reviews and results of the text before say nothing of the new one.

    Raises:
        Http404: on a site that is no model municipality, and where there is no such master.
        Denied: for anybody but editors.
    """
    require_model_site(request)
    require_editor(request.user)
    row = master_or_404(code)
    return _answer(request, MasterForm(request.POST if request.method == "POST" else None, kind=row.sort, master=row))


def _answer(request: HttpRequest, form: MasterForm) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, form)
    wanted = request.POST.get("gor", "")
    if wanted:
        return _shown(request, form.rearranged(wanted), rearranged=True)
    if not form.is_valid():
        return _shown(request, form, status=422)
    row, read = form.master, form.cleaned_data["revision"]
    try:
        if row is not None and read != row.revision:
            raise ChangedMeanwhile
        owner = row.owner if row else require_editor(request.user)
        kept = keep_master(
            actor=actor_of(request), draft=form.draft(owner=owner), now=clock.now(), master=row, read=read
        )
    except ChangedMeanwhile:
        return _meanwhile(request, form)
    except ValidationError as error:
        _tell(form, error)
        return _shown(request, form, status=422)
    messages.success(request, _("%(code)s är sparad. Kommunerna ser den först när den släpps.") % {"code": kept.code})
    for hint in hints_about(kept.said(), drafts=True):
        messages.info(request, str(hint))
    return redirect("masters:master", kept.code)


def _meanwhile(request: HttpRequest, form: MasterForm) -> HttpResponse:
    """What is there now beside what was typed; saved once more, what was typed is what counts."""
    assert form.master is not None
    now = master_or_404(form.master.code)
    data = request.POST.copy()
    data["revision"] = str(now.revision)
    again = MasterForm(data, kind=now.sort, master=now)
    again.add_error(
        None, _("Någon annan ändrade texten medan du skrev. Inget är sparat, och allt du skrev finns kvar här.")
    )
    return _shown(request, again, status=422, meanwhile=compared(now.sort, now.said(), form.said()))


def _shown(
    request: HttpRequest,
    form: MasterForm,
    *,
    status: int = 200,
    rearranged: bool = False,
    meanwhile: list[ToldPart] | None = None,
) -> HttpResponse:
    row = form.master
    between = [(row.code, reverse("masters:master", args=[row.code]))] if row else []
    context = {
        "trail": trail(request, *between, _("Skriv")),
        "form": form,
        "rearranged": rearranged,
        "master": row,
        "meanwhile": meanwhile,
    }
    return render(request, "masters/write.html", context, status=status)


def _tell(form: MasterForm, error: ValidationError) -> None:
    """Title and place of an action are the head's in the form."""
    for name in ("title", PARENT):
        if hasattr(error, "error_dict") and name in error.error_dict:
            error.error_dict[f"head__{name}"] = error.error_dict.pop(name)
    tell(form, error)
