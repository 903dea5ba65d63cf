"""/kunskapsbank/<number>/…: "Hjälpte detta?", and what people answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of, is_person
from samverk.intranet.knowledge.access import article_or_404, require_owner
from samverk.intranet.knowledge.actions.answer_article import answer_article
from samverk.intranet.knowledge.forms import AnswerForm
from samverk.intranet.knowledge.queries import helped, words_about
from samverk.intranet.queries import address_of
from samverk.kernel import clock


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer; a later one takes its place.

    Raises:
        Denied: for those who may not read the article.
        Http404: when there is none.
    """
    page = article_or_404(user=request.user, pk=pk)
    assert is_person(request.user)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Svaret kom inte fram. Välj Ja eller Nej, och skriv högst 500 tecken."))
        return redirect(f"{address_of(page)}#hjalpte")
    answer_article(
        actor=actor_of(request), user=request.user, page=page, helped=form.cleaned_data["helped"] == "ja",
        word=form.cleaned_data["word"], now=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Tack för svaret! Du kan ändra det när du vill."))
    return redirect(address_of(page))


@never_cache
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """How many it helped, and what they said.

    Raises:
        Denied: for anybody but its owner and those who may change it.
        Http404: when there is none.
    """
    page = article_or_404(user=request.user, pk=pk)
    require_owner(request.user, page)
    figures = helped(page)
    context = {
        "page": page,
        "trail": [
            {"label": _("Kunskapsbank"), "url": reverse("intranet:knowledge")},
            {"label": page.title, "url": address_of(page)},
            {"label": _("Hjälpte den?"), "url": ""},
        ],
        "figures": figures,
        "total": figures.yes + figures.no,
        "words": words_about(page)[:200],
    }
    return render(request, "intranet/knowledge/answers.html", context)
