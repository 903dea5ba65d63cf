"""A section of the intranet: a text and the pages below it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from samverk.intranet import queries

from .page_base import IntranetPage


class SectionPage(IntranetPage):
    """The building stone of the structure."""

    body = RichTextField(_("Text"), blank=True)

    content_panels = [*IntranetPage.content_panels, FieldPanel("body")]
    parent_page_types = ["intranet.StartPage", "intranet.SectionPage"]
    subpage_types = ["intranet.SectionPage", "intranet.GuidePage", "intranet.ArticlePage", "intranet.PlacedPage"]
    show_in_menus_default = True
    template = "intranet/section_page.html"

    class Meta:
        verbose_name = _("Avsnitt")
        verbose_name_plural = _("Avsnitt")

    def plain_words(self) -> str:
        """The text, for search."""
        return str(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the pages below."""
        context = super().get_context(request, *args, **kwargs)
        context["children"] = queries.children_of(self, reader=request.user)
        return context
