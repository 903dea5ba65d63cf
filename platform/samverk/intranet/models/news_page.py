"""A piece of news."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from .page_base import IntranetPage
from .picture import Picture


class NewsCategory(models.TextChoices):
    """What a piece of news is about."""

    SERVICE = "service", _("Verksamheten")
    STAFF = "staff", _("Anställning")
    SYSTEM = "system", _("System och verktyg")
    PROJECT = "project", _("Projekt och samverkan")
    MANAGEMENT = "management", _("Från ledningen")


class NewsPage(IntranetPage):
    """Lead, picture, text; the author is the editor who published it."""

    category = models.CharField(_("Ämne"), max_length=20, choices=NewsCategory.choices, default=NewsCategory.SERVICE)
    picture = models.ForeignKey(
        Picture, verbose_name=_("Bild"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = RichTextField(_("Text"))

    content_panels = [
        *IntranetPage.content_panels,
        FieldPanel("category"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    parent_page_types = ["intranet.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "intranet/news_page.html"

    class Meta:
        verbose_name = _("Nyhet")
        verbose_name_plural = _("Nyheter")
