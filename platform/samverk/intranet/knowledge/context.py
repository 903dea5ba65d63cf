"""What an article's page shows around its text."""

from django.http import HttpRequest

from samverk.identity.access import is_internal
from samverk.intranet.article import talk_context
from samverk.intranet.knowledge.access import owns
from samverk.intranet.knowledge.forms import AnswerForm
from samverk.intranet.knowledge.queries import answer_of
from samverk.intranet.knowledge.registries import steps_of, tools_of
from samverk.intranet.models import ArticlePage, PlacedPage


def article_context(request: HttpRequest, page: ArticlePage | PlacedPage, *, about: str) -> dict[str, object]:
    """The step it is about, what is said of it, "Hjälpte detta?", and what this person may do with it.

    Args:
        request: of the page.
        page: whose rights have been asked.
        about: key of the step the text is about; empty for none.
    """
    context: dict[str, object] = {"step": steps_of([about]).get(about)}
    if getattr(request, "is_preview", False) or not page.live:
        return context
    context.update(talk_context(request, page, commentable=True))
    if is_internal(request.user):
        said = answer_of(user=request.user, page=page)
        context["said"] = said
        context["answer_form"] = AnswerForm(initial={"word": said.word} if said else None)
        context["owns"] = owns(request.user, page)
        context["tools"] = tools_of(request, page)
    return context
