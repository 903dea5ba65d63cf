"""All news, newest first."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.intranet import queries
from samverk.intranet.news_rights import NewsRights

from .page_base import IntranetPage

NEWS_PER_PAGE = 20


class NewsIndexPage(IntranetPage):
    """The news desk's page."""

    parent_page_types = ["intranet.StartPage"]
    subpage_types = ["intranet.NewsPage"]
    max_count = 1
    template = "intranet/news_index_page.html"

    class Meta:
        verbose_name = _("Nyhetssida")

    def permissions_for_user(self, user: User) -> NewsRights:
        """Whoever may publish news may publish a new one here."""
        return NewsRights(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds one page of news, optionally of one category."""
        from .news_page import NewsCategory

        context = super().get_context(request, *args, **kwargs)
        category = request.GET.get("amne", "")
        chosen = category if category in NewsCategory.values else ""
        paginator = Paginator(queries.news(reader=request.user, category=chosen), NEWS_PER_PAGE)
        context["page_of_news"] = paginator.get_page(request.GET.get("sida"))
        context["categories"] = NewsCategory.choices
        context["chosen_category"] = chosen
        context["page_prefix"] = f"?amne={chosen}&sida=" if chosen else "?sida="
        return context
