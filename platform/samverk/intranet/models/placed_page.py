"""A page of ours that shows what another site shares (PF-21): the place is ours, the text stays theirs."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .page_base import IntranetPage


class PlacedPage(IntranetPage):
    """Shows the text as it stands there at each request; its name and the words for search follow by the worker.

    Attributes:
        shared: key of what is shared.
        whose: name of the site it comes from, for when it is no longer shared.
        about: as of an article; follows the text.
        shown_version: the last version people here were told of; 0 once it is no longer shared.
    """

    shared = models.UUIDField(editable=False, db_index=True)
    whose = models.CharField(max_length=200, editable=False)
    about = models.CharField(max_length=120, blank=True, default="", editable=False, db_index=True)
    shown_version = models.PositiveIntegerField(default=0, editable=False)

    is_creatable = False
    content_panels: list[Any] = []
    parent_page_types = ["intranet.StartPage", "intranet.SectionPage"]
    subpage_types: list[str] = []
    template = "intranet/knowledge/placed.html"

    class Meta:
        verbose_name = _("Artikel från en annan kommun")
        verbose_name_plural = _("Artiklar från andra kommuner")

    def plain_words(self) -> str:
        """What is shared now, for search; nothing once it is not."""
        from samverk.intranet.knowledge.registries import shared_text

        text = shared_text(self.shared)
        return " ".join((text.lead, text.body, *(source.name for source in text.sources))) if text else ""

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """An earlier version of the page never brings back an earlier text's name, or whose it was."""
        names = ("title", "draft_title", "whose", "about", "shown_version")
        followed = {name: getattr(self, name) for name in names} | {"shared": str(self.shared)}
        return super().with_content_json(content | followed)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the text as it stands where it is shared."""
        from samverk.intranet.knowledge.context import article_context
        from samverk.intranet.knowledge.registries import shared_text

        context = super().get_context(request, *args, **kwargs)
        text = shared_text(self.shared)
        context["text"] = text
        context.update(article_context(request, self, about=text.about if text else ""))
        return context
