"""An article of the knowledge bank (PF-21): a text with its sources, about a step of a process."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from samverk.intranet.article_form import ArticlePageForm

from .page_base import IntranetPage

#: Without pictures and embedded things: what can be shared as it stands (PF-21).
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class SourceBlock(blocks.StructBlock):
    """Where something comes from."""

    name = blocks.CharBlock(
        label=_("Källa"), max_length=200, help_text=_("Till exempel: Socialtjänstlagen (2025:400) 14 kap. 3 §.")
    )
    link = blocks.URLBlock(label=_("Länk"), required=False)
    read_on = blocks.DateBlock(label=_("Läst den"), required=False)

    class Meta:
        icon = "link"
        label = _("Källa")


class ArticlePage(IntranetPage):
    """What somebody knows, written down for the others.

    `about` is the key of a process or of one of its steps (`knowledge.registries.Step`).
    """

    body = RichTextField(_("Text"), features=FEATURES)
    sources = StreamField([("source", SourceBlock())], verbose_name=_("Källor"), blank=True)
    about = models.CharField(_("Hör till arbetssättet"), max_length=120, blank=True, default="", db_index=True)
    review_on = models.DateField(
        _("Ses över senast"), null=True, blank=True,
        help_text=_("Två veckor före påminns du som äger artikeln på startsidan."),
    )  # fmt: skip

    content_panels = [
        *IntranetPage.content_panels,
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("about"),
        FieldPanel("review_on"),
    ]
    base_form_class = ArticlePageForm
    parent_page_types = ["intranet.StartPage", "intranet.SectionPage"]
    subpage_types: list[str] = []
    template = "intranet/knowledge/article.html"

    class Meta:
        verbose_name = _("Kunskapsartikel")
        verbose_name_plural = _("Kunskapsartiklar")

    def plain_words(self) -> str:
        """Text and sources, for search."""
        return " ".join((str(self.body), *(source["name"] for source in self.source_list())))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the step, the sources, what is said of the article and whether it helped."""
        from samverk.intranet.knowledge.context import article_context

        context = super().get_context(request, *args, **kwargs)
        context.update(article_context(request, self, about=self.about))
        return context

    def source_list(self) -> list[dict[str, str]]:
        """Name, link and the day it was read, as plain texts."""
        rows = [(source.value, source.value.get("read_on")) for source in self.sources]
        return [
            {"name": row["name"], "link": row.get("link") or "", "read_on": day.isoformat() if day else ""}
            for row, day in rows
        ]
