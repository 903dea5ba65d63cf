"""/kunskapsbank/<number>/dela/: what leaves, word for word, and the button that lets it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.intranet.knowledge.registries import steps_of
from samverk.intranet.models import ArticlePage
from samverk.intranet.queries import address_of
from samverk.kernel import clock
from shared_templates.knowledge.access import own_article_or_404
from shared_templates.knowledge.actions.propose_article import propose_article
from shared_templates.knowledge.actions.share_article import share_article
from shared_templates.knowledge.actions.withdraw_article import withdraw_article
from shared_templates.knowledge.forms import ShareForm
from shared_templates.knowledge.leaving import obstacles, said_by, text_hash
from shared_templates.knowledge.models import SharedArticle
from shared_templates.knowledge.queries import is_shared, shared_article, shown, used_by
from tenants.middleware import tenant_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what the others will read, what stops it, and how many show it.

    Raises:
        Denied: for those who neither own the article nor may publish it.
        Http404: when there is none here.
    """
    page = own_article_or_404(request, pk)
    form = ShareForm(request.POST if request.method == "POST" else None, initial={"read": text_hash(page)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            share_article(
                actor=actor_of(request), page=page, read=said["read"], news=said["news"],
                now=clock.now(),
            )  # fmt: skip
        except ValidationError as error:
            again = ShareForm(initial={"read": text_hash(page), "news": said["news"]})
            return _page(request, page, again, refused=error.messages)
        messages.success(request, _("Artikeln är delad. Kommunerna ser texten som den står nu."))
        return redirect("knowledge:share", pk)
    return _page(request, page, form)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop sharing it.

    Raises:
        Denied: for those who neither own the article nor may publish it.
        Http404: when there is none here.
    """
    page = own_article_or_404(request, pk)
    if withdraw_article(actor=actor_of(request), page=page, now=clock.now()):
        messages.success(request, _("Artikeln delas inte längre. Ingen annan kommun ser texten."))
    return redirect("knowledge:share", pk)


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose it to the model.

    Raises:
        Denied: for those who neither own the article nor may publish it.
        Http404: when there is none here.
    """
    page = own_article_or_404(request, pk)
    if propose_article(actor=actor_of(request), page=page, now=clock.now()):
        messages.success(request, _("Artikeln är föreslagen. Mallens redaktörer läser den nu."))
    return redirect("knowledge:share", pk)


def _page(
    request: HttpRequest, page: ArticlePage, form: ShareForm, *, refused: "list[str] | None" = None
) -> HttpResponse:
    row = shared_article(page)
    said = said_by(page)
    last = row.versions.filter(number=row.version).first() if row else None
    stopped = obstacles(page)
    text = shown(said, whose=tenant_of(request).name, version=_next(row), at=clock.now(), used_by=0)
    context = {
        "page": page,
        "trail": [
            {"label": _("Kunskapsbank"), "url": reverse("intranet:knowledge")},
            {"label": page.title, "url": address_of(page)},
            {"label": _("Dela"), "url": ""},
        ],
        "text": text,
        "step": steps_of([text.about]).get(text.about),
        "form": form,
        "stopped": stopped,
        # What stops it stands in a list of its own already.
        "refused": [sentence for sentence in refused or [] if sentence not in stopped],
        "row": row,
        "last": last,
        "is_shared": is_shared(row),
        "is_new": last is None or last.content != said or not is_shared(row),
        "uses": used_by(row.key) if row else 0,
    }
    return render(request, "knowledge/share.html", context, status=422 if refused or form.errors else 200)


def _next(row: SharedArticle | None) -> int:
    return row.version + 1 if row else 1
