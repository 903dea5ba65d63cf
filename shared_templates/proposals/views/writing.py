"""Write what the model should say instead, and why; nobody else sees it before it is sent."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.kernel.text_hints import tell_hints
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.terms import all_words
from shared_templates.adoption.views.common import item_or_404
from shared_templates.proposals.access import require_answerer
from shared_templates.proposals.actions.keep_proposal import ChangedMeanwhile, keep_proposal
from shared_templates.proposals.forms import ProposeForm
from shared_templates.proposals.models import Proposal
from shared_templates.proposals.queries import draft_of
from shared_templates.proposals.views.common import trail
from shared_templates.screens.comparing import compared
from shared_templates.screens.refusals import tell
from tenants.queries import active_schema


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """The municipality's draft about an item; kept, it is looked through before it is sent.

    Raises:
        Http404: on a site that is no municipality, and when there is no such item.
        Denied: for anybody but those who answer for templates.
    """
    require_answerer(request)
    item = item_or_404(code)
    draft = draft_of(active_schema(), item.key)
    if request.method != "POST":
        return _page(request, item, ProposeForm(item=item, draft=draft))
    form = ProposeForm(request.POST, item=item, draft=draft)
    if wanted := request.POST.get("gor", ""):
        return _page(request, item, form.rearranged(wanted), rearranged=True)
    if not form.is_valid():
        return _page(request, item, form)
    held = form.cleaned_data
    try:
        kept = keep_proposal(
            actor=actor_of(request), item=item, content=form.said(), why=held["why"],
            now=clock.now(), read=held["read"],
        )  # fmt: skip
    except ChangedMeanwhile:
        return _meanwhile(request, item, form)
    except ValidationError as error:
        tell(form, error)
        return _page(request, item, form)
    messages.success(request, _("Utkastet är sparat."))
    tell_hints(request, f"{held['why']}\n{all_words(form.said())}")
    return redirect("proposals:one", kept.uuid)


def _meanwhile(request: HttpRequest, item: Adopted, form: ProposeForm) -> HttpResponse:
    """What is kept now beside what was typed; kept once more, what was typed is what counts."""
    now = draft_of(active_schema(), item.key)
    assert now is not None
    data = request.POST.copy()
    data["read"] = str(now.revision)
    again = ProposeForm(data, item=item, draft=now)
    again.add_error(
        None, _("Någon annan ändrade utkastet medan du skrev. Inget är sparat, och allt du skrev finns kvar här.")
    )
    return _page(request, item, again, now=now, differences=compared(item.sort, now.said(), form.said()))


def _page(
    request: HttpRequest,
    item: Adopted,
    form: ProposeForm,
    *,
    rearranged: bool = False,
    now: Proposal | None = None,
    differences: object = (),
) -> HttpResponse:
    context = {
        "trail": trail(request, item.code),
        "item": item,
        "form": form,
        "rearranged": rearranged,
        "now": now,
        "differences": differences,
    }
    return render(request, "proposals/write.html", context, status=422 if form.is_bound and not rearranged else 200)
