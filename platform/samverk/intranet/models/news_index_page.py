"""All news, newest first."""

from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.intranet.news_rights import NewsRights

from .page_base import IntranetPage


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
        """Adds one page of news: of a kind, of a scope, or the archive."""
        from samverk.intranet.news.listing import By, listed, sought_in
        from samverk.intranet.news.topics import topic_ref
        from samverk.intranet.subjects import ref_of
        from samverk.kernel.subjects import Subject
        from samverk.social.following.context import follow_button

        from .news_choices import NewsCategory

        context = super().get_context(request, *args, **kwargs)
        sought = sought_in(request.GET.dict())
        chosen = {"visa": sought.by.value, "amne": sought.category}
        context["sought"] = sought
        context["listed"] = found = listed(reader=request.user, sought=sought)
        context["categories"] = [
            {"label": label, "query": _query({**chosen, "amne": value}), "chosen": value == sought.category}
            for value, label in (("", _("Alla ämnen")), *NewsCategory.choices)
        ]
        labels = (
            (By.EVERYBODY, _("Alla")),
            (By.MINE, _("Riktade till mig")),
            (By.GROUP, _("Koncernen")),
            (By.ARCHIVE, _("Arkivet")),
        )
        context["scopes"] = [
            {"label": label, "query": _query({**chosen, "visa": by.value}), "chosen": by == sought.by}
            for by, label in labels
        ]
        context["further"] = _query({**chosen, "fore": found.further}) if found.further else ""
        subject = Subject(ref=ref_of(self.pk), title=self.title, url=self.address)
        if sought.category:
            label = str(NewsCategory(sought.category).label)
            subject = Subject(ref=topic_ref(sought.category), title=label, url=f"{self.address}?amne={sought.category}")
        context.update(follow_button(request, subject))
        context["newest"] = _query(chosen) if sought.before else ""
        return context


def _query(values: dict[str, str]) -> str:
    return "?" + urlencode({name: text for name, text in values.items() if text})
